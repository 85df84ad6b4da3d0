namespace IncidentGrains.Grains.Ledger;

/// <summary>Which entries failed, how often in a row, and until when those that failed too often are left aside.</summary>
internal sealed class ParkedEntries(TimeProvider time)
{
    /// <summary>An entry that fails this often in a row no longer keeps others waiting.</summary>
    public const int MaxInARow = 5;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    private readonly Dictionary<long, (int Failures, long Since, TimeSpan Delay)> _failed = [];

    /// <summary>True while an entry is left aside.</summary>
    public bool Contains(long position) => _failed.TryGetValue(position, out var failed) && time.GetElapsedTime(failed.Since) < failed.Delay;

    /// <summary>Counts a failure; true if the entry is left aside from now on, each time for longer.</summary>
    public bool Fail(long position)
    {
        var failures = _failed.GetValueOrDefault(position).Failures + 1;
        var delay = failures < MaxInARow ? TimeSpan.Zero : FirstDelay * Math.Pow(2, Math.Min(failures - MaxInARow, 10));
        _failed[position] = (failures, time.GetTimestamp(), delay < LongestDelay ? delay : LongestDelay);
        return delay > TimeSpan.Zero;
    }

    /// <summary>Forgets an entry that was forwarded.</summary>
    public void Remove(long position) => _failed.Remove(position);
}
