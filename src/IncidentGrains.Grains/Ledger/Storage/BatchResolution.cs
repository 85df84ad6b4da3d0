using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Ledger.Storage;

/// <summary>Decides, for each append of a batch, whether it is written: the rules of the ledger, the same on every database.</summary>
internal static class BatchResolution
{
    /// <summary>Resolves the appends in their order; each sees the counters as those before it leave them.</summary>
    /// <remarks>A batch holds each stream at most once: two appends to one stream depend on each other.</remarks>
    public static (AppendOutcome[] Outcomes, BatchRows Rows) Resolve(IReadOnlyList<LedgerAppend> appends, BatchView view)
    {
        var guards = new Dictionary<(string CaseId, string Name), long>(view.Guards);
        var rows = new BatchRows();
        var outcomes = new AppendOutcome[appends.Count];
        var changed = new HashSet<(string CaseId, string Name)>();
        for (var i = 0; i < appends.Count; i++)
        {
            outcomes[i] = Refusal(appends[i], view, guards) ?? Write(appends[i], rows, guards, changed);
        }

        rows.Guards.AddRange(changed.Select(g => new GuardRow(g.CaseId, g.Name, guards[g])));
        return (outcomes, rows);
    }

    private static AppendOutcome? Refusal(LedgerAppend append, BatchView view, Dictionary<(string, string), long> guards)
    {
        if (view.Commands.TryGetValue((append.Stream, append.CommandId), out var command))
        {
            return command.Digest.AsSpan().SequenceEqual(append.CommandDigest)
                ? new AppendOutcome.Repeated(command.FirstSeq, command.LastSeq)
                : new AppendOutcome.CommandReused();
        }

        var head = view.Heads.GetValueOrDefault(append.Stream);
        var current = head?.Seq ?? 0;
        if (current != append.ExpectedSeq || !(head?.Hash ?? HashChain.Genesis).AsSpan().SequenceEqual(append.Events[0].Event.PrevHash))
        {
            return new AppendOutcome.Stale(current);
        }

        foreach (var guard in append.Guards.Where(g => g.RequireZero))
        {
            if (guards.GetValueOrDefault((guard.CaseId, guard.Name)) is not 0 and var count)
            {
                return new AppendOutcome.GuardRefused(guard.CaseId, guard.Name, count);
            }
        }

        return null;
    }

    private static AppendOutcome.Appended Write(
        LedgerAppend append, BatchRows rows, Dictionary<(string CaseId, string Name), long> guards, HashSet<(string, string)> changed)
    {
        foreach (var guard in append.Guards.Where(g => g.Delta != 0))
        {
            guards[(guard.CaseId, guard.Name)] = guards.GetValueOrDefault((guard.CaseId, guard.Name)) + guard.Delta;
            changed.Add((guard.CaseId, guard.Name));
        }

        rows.Heads.Add(new HeadRow(append.Stream, append.CaseId, append.LastSeq, append.Events[^1].Event.Hash, append.ExpectedSeq == 0));
        rows.Commands.Add(new CommandRow(append.Stream, append.CommandId, append.CommandDigest, append.ExpectedSeq + 1, append.LastSeq));
        rows.Events.AddRange(append.Events);
        rows.Redactions.AddRange(append.Redactions.Select(r => new RedactionRow(append.Stream, r.Seq, r.Remainder)));
        rows.Clocks.AddRange(append.Clocks);
        if (append.Clock is { } clock)
        {
            rows.ClockSets.Add(new ClockRow(append.Stream, clock.Name, clock.DueAtMicros, append.LastSeq));
        }

        if (append.Index is not null)
        {
            rows.Index.Add(append.Index);
        }

        rows.Index.AddRange(append.Rows);

        return new AppendOutcome.Appended();
    }
}
