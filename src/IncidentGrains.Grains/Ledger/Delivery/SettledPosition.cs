namespace IncidentGrains.Grains.Ledger.Delivery;

/// <summary>Up to which position entries are older than a time, by this process's monotonic clock: no two machines' clocks are compared.</summary>
/// <remarks>Position is the order of commits: what is at or below a position that was seen has been there as long as that.</remarks>
internal sealed class SettledPosition(TimeProvider time, TimeSpan age)
{
    private readonly Queue<(long Seen, long Position)> _marks = new();
    private long _settled;

    /// <summary>Notes the newest position, and returns the one that is old enough; 0 while there is none.</summary>
    public long Note(long newest)
    {
        _marks.Enqueue((time.GetTimestamp(), newest));
        while (_marks.TryPeek(out var mark) && time.GetElapsedTime(mark.Seen) >= age)
        {
            _settled = Math.Max(_settled, _marks.Dequeue().Position);
        }

        return _settled;
    }
}
