namespace IncidentGrains.Host.Bus;

/// <summary>A consumer could not take a message, however often it tried.</summary>
internal sealed class GivenUpException(int tries, DateTimeOffset firstFailedAt, Exception inner) : Exception("A message could not be consumed.", inner)
{
    public int Tries { get; } = tries;

    public DateTimeOffset FirstFailedAt { get; } = firstFailedAt;
}
