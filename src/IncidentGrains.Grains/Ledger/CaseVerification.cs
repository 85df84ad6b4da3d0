using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Verifies a case in place, and writes it out so that others can.</summary>
internal sealed class CaseVerification(LedgerReader reader, Checkpoints checkpoints, TimeProvider time)
{
    private const int Page = 500;

    /// <summary>Checks every chain and checkpoint of a case against what is stored.</summary>
    public async Task<Verdict> Verify(string caseId)
    {
        var chains = new ChainVerifier(caseId);
        var signed = await AllCheckpoints(caseId);
        var verifier = new CheckpointVerifier(caseId);
        var heads = await reader.Heads(caseId);
        Finding? finding = null;
        for (var i = 0; i < signed.Count && finding is null; i++)
        {
            finding = verifier.Add(signed[i], i + 1);
        }

        await foreach (var stored in Events(caseId, heads, withUnknownStreams: true))
        {
            finding ??= chains.Check(stored.Event) ?? verifier.Check(stored.Event);
            if (finding is not null)
            {
                break;
            }
        }

        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal) { [checkpoints.Key.Fingerprint] = checkpoints.Key };
        finding ??= verifier.Missing(chains.Heads) ?? HeadsDiffer(heads, chains.Heads) ?? verifier.Chain().Finding ?? verifier.Signatures(keys).Finding;
        return new Verdict(
            finding is null ? VerdictStatus.Verified : VerdictStatus.Broken, caseId, finding, 0, chains.EventCount, chains.RedactedCount,
            verifier.Count, chains.Heads, checkpoints.Key.Fingerprint, checkpoints.ClockKind);
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

        yield return ExportFormat.Key(checkpoints.Key);
        lines++;
        yield return ExportFormat.End(lines);
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
