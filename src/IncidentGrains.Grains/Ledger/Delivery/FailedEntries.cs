namespace IncidentGrains.Grains.Ledger.Delivery;

/// <summary>Which entries of the outbox failed by themselves, how often in a row, and when each is tried again before it is parked.</summary>
internal sealed class FailedEntries(TimeProvider time, IReadOnlyList<TimeSpan> pauses)
{
    // More would mean that everything fails; the rest is tried again with each sweep until there is room to remember it.
    private const int MaxRemembered = 10_000;

    private readonly Dictionary<long, Failure> _failed = [];

    /// <summary>How often an entry is tried before it is parked.</summary>
    public int MaxTries => pauses.Count + 1;

    /// <summary>True while an entry is left aside.</summary>
    public bool IsPausing(long position) => _failed.TryGetValue(position, out var failed) && time.GetElapsedTime(failed.Since) < pauses[failed.Tries - 1];

    /// <summary>Counts a failure.</summary>
    /// <returns>When the entry failed first and how often in all, if it is to be parked now; else null.</returns>
    public (DateTimeOffset First, int Tries)? Fail(long position)
    {
        var now = time.GetUtcNow();
        var failed = _failed.TryGetValue(position, out var before)
            ? before with { Tries = before.Tries + 1, Since = time.GetTimestamp() } : new Failure(1, now, time.GetTimestamp());
        if (failed.Tries > pauses.Count)
        {
            return (failed.First, failed.Tries);
        }

        if (_failed.Count < MaxRemembered || _failed.ContainsKey(position))
        {
            _failed[position] = failed;
        }

        return null;
    }

    /// <summary>Forgets an entry that was sent or parked.</summary>
    public void Remove(long position) => _failed.Remove(position);

    private sealed record Failure(int Tries, DateTimeOffset First, long Since);
}
