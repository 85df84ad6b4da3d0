using IncidentGrains.Grains.Ledger.Delivery;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Tells those on this silo who wait for what was just appended; each looks only when there is something for it.</summary>
internal sealed class LedgerSignals(LedgerSignal ledger, OutboxFeed outbox, ClockSignal clocks)
{
    /// <summary>These were appended just now.</summary>
    public void Raise(IEnumerable<LedgerAppend> appends)
    {
        ledger.Raise();
        var all = appends.ToList();
        foreach (var item in all.SelectMany(a => a.Events).Where(e => e.Publish))
        {
            // No place for it is no loss: the sweep finds it.
            outbox.Offer(item.Event);
        }

        if (all.Exists(a => a.Clocks.Any(c => c.DueAtMicros <= At(a)) || a.Clock?.DueAtMicros <= At(a)))
        {
            clocks.Raise();
        }
    }

    private static long At(LedgerAppend append) => append.Events[^1].Event.Header.AtMicros;
}
