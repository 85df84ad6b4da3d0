using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Verifies a case in place, and writes it out so that others can.</summary>
internal sealed class CaseVerification(LedgerReader reader, Checkpoints checkpoints, EventTypes types, TimeProvider time)
{
    private const int Page = 500;

    /// <summary>Checks every chain, checkpoint and redaction of a case against what is stored; damage is a finding, not an error.</summary>
    public async Task<Verdict> Verify(string caseId)
    {
        var chains = new ChainVerifier(caseId);
        var signed = new CheckpointVerifier(caseId);
        Finding? finding;
        try
        {
            finding = await Check(caseId, chains, signed);
        }
        catch (FormatException e)
        {
            finding = new Finding("", 0, "a checkpoint can't be read: " + e.Message);
        }

        return new Verdict(
            finding is null ? VerdictStatus.Verified : VerdictStatus.Broken, caseId, finding, 0, chains.EventCount, chains.RedactedCount,
            signed.Count, chains.Heads, checkpoints.Key.Fingerprint, checkpoints.ClockKind);
    }

    /// <summary>The lines of the case's export; a fresh checkpoint covers exactly what they hold.</summary>
    public async IAsyncEnumerable<string> Export(string caseId)
    {
        var last = await checkpoints.Create(caseId);
        long lines = 0;
        yield return ExportFormat.Manifest(caseId, Instants.ToMicros(time.GetUtcNow()), checkpoints.ClockKind);
        lines++;
        await foreach (var stored in Events(caseId, last?.Checkpoint.Heads ?? [], withUnknownStreams: false))
        {
            yield return ExportFormat.Event(stored.Event);
            lines++;
        }

        foreach (var signed in (await AllCheckpoints(caseId)).Where(c => c.Checkpoint.Number <= (last?.Checkpoint.Number ?? 0)))
        {
            yield return ExportFormat.CheckpointLine(signed.Jws);
            lines++;
        }

        foreach (var key in (await checkpoints.Keys()).Values)
        {
            yield return ExportFormat.Key(key);
            lines++;
        }

        yield return ExportFormat.End(lines);
    }

    private async Task<Finding?> Check(string caseId, ChainVerifier chains, CheckpointVerifier signed)
    {
        var all = await AllCheckpoints(caseId);
        var heads = await reader.Heads(caseId);
        for (var i = 0; i < all.Count; i++)
        {
            if (signed.Add(all[i], i + 1) is { } finding)
            {
                return finding;
            }
        }

        var redactions = new Redactions(types);
        await foreach (var stored in Events(caseId, heads, withUnknownStreams: true))
        {
            if ((chains.Check(stored.Event) ?? signed.Check(stored.Event) ?? Readable(stored, redactions)) is { } finding)
            {
                return finding;
            }
        }

        return redactions.Unapproved() ?? signed.Missing(chains.Heads) ?? HeadsDiffer(heads, chains.Heads)
            ?? signed.Chain().Finding ?? signed.Signatures(await checkpoints.Keys()).Finding;
    }

    private static Finding? Readable(StoredEvent stored, Redactions redactions)
    {
        try
        {
            redactions.Add(stored);
            return null;
        }
        catch (InvalidDataException e)
        {
            return new Finding(stored.Header.Stream, stored.Header.Seq, "can't be read: " + e.Message);
        }
    }

    // Up to the given heads and no further: the case may grow while it is read.
    private async IAsyncEnumerable<StoredEvent> Events(string caseId, IReadOnlyList<StreamHead> heads, bool withUnknownStreams)
    {
        var until = heads.ToDictionary(h => h.Stream, h => h.Seq, StringComparer.Ordinal);
        long position = 0;
        while (await reader.Case(caseId, position, Page) is { Count: > 0 } page)
        {
            foreach (var stored in page.Where(e => until.TryGetValue(e.Header.Stream, out var last) ? e.Header.Seq <= last : withUnknownStreams))
            {
                yield return stored;
            }

            position = page[^1].Position;
        }
    }

    private async Task<List<SignedCheckpoint>> AllCheckpoints(string caseId)
    {
        var all = new List<SignedCheckpoint>();
        var before = long.MaxValue;
        while (await checkpoints.List(caseId, before, Page) is { Count: > 0 } page)
        {
            all.AddRange(page);
            before = page[^1].Checkpoint.Number;
        }

        all.Reverse();
        return all;
    }

    // stream_head is what appends continue from: it must end where the events end.
    private static Finding? HeadsDiffer(List<StreamHead> stored, IReadOnlyList<StreamHead> computed)
    {
        var found = computed.ToDictionary(h => h.Stream, StringComparer.Ordinal);
        foreach (var head in stored)
        {
            if (!found.TryGetValue(head.Stream, out var at) || at.Seq != head.Seq || !at.Hash.AsSpan().SequenceEqual(head.Hash))
            {
                return new Finding(head.Stream, (at?.Seq ?? 0) + 1, $"is missing: the stream's head is event {head.Seq}");
            }
        }

        return null;
    }
}
