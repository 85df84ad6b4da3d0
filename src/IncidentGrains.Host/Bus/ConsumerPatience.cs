using System.Data.Common;
using IncidentGrains.Contracts;

namespace IncidentGrains.Host.Bus;

/// <summary>How often a consumer tries before its message is parked: for minutes while something is away, a few times after anything else.</summary>
internal static class ConsumerPatience
{
    /// <summary>How often a message is tried that fails by itself.</summary>
    public const int MaxTries = 5;

    /// <summary>How long something may be away before what waits for it is parked: longer than a database's fail-over.</summary>
    public static TimeSpan LongestOutage { get; } = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>The pause before the next try, or null if there is none.</summary>
    /// <param name="exception">Why the last try failed.</param>
    /// <param name="tries">How many there were.</param>
    /// <param name="since">How long ago the first was.</param>
    public static TimeSpan? Pause(Exception exception, int tries, TimeSpan since)
    {
        if (IsOutage(exception) ? since > LongestOutage : tries >= MaxTries)
        {
            return null;
        }

        var pause = First * Math.Pow(2, Math.Min(tries - 1, 10));
        return pause < Longest ? pause : Longest;
    }

    private static bool IsOutage(Exception exception) => exception is CaseException e
        ? e.Error is CaseError.Unavailable or CaseError.Overloaded or CaseError.Stale
        : exception is TimeoutException or DbException or OrleansException;
}
