namespace IncidentGrains.Grains.Ledger;

/// <summary>Tells those on this silo who wait for what was just appended; each looks only when there is something for it.</summary>
internal sealed class LedgerSignals(LedgerSignal ledger, OutboxSignal outbox, ClockSignal clocks)
{
    public void Raise(IEnumerable<LedgerAppend> appends)
    {
        ledger.Raise();
        var all = appends.ToList();
        if (all.Exists(a => a.Events.Any(e => e.Publish)))
        {
            outbox.Raise();
        }

        if (all.Exists(a => a.Clocks.Any(c => c.DueAtMicros <= At(a)) || a.Clock?.DueAtMicros <= At(a)))
        {
            clocks.Raise();
        }
    }

    private static long At(LedgerAppend append) => append.Events[^1].Event.Header.AtMicros;
}
