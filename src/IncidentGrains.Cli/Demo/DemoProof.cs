using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Ledger;
using IncidentGrains.Proof;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>Verifies the incident's ledger twice: in the server, and from its export without the server.</summary>
internal static class DemoProof
{
    private const int HeadsShown = 4;

    /// <summary>The fingerprint of the key that signs now; a verifier learns it over a channel of its own.</summary>
    /// <exception cref="DemoException">There is none.</exception>
    public static async Task<string> Pin(Connection auditor, CancellationToken cancellation)
    {
        var keys = await new LedgerService.LedgerServiceClient(auditor.Invoker).ListSigningKeysAsync(new ListSigningKeysRequest(), auditor.Unary(cancellation));
        return keys.Keys.Count > 0 ? keys.Keys[^1].Fingerprint : throw new DemoException("the server has no signing key");
    }

    /// <summary>Verifies, and leaves the export in the folder.</summary>
    /// <exception cref="DemoException">Something is broken, or the two disagree.</exception>
    public static async Task<DemoVerdict> Verify(string incidentId, string pin, Connection auditor, DemoFolder folder, CancellationToken cancellation)
    {
        var ledger = new LedgerService.LedgerServiceClient(auditor.Invoker);
        var export = folder[incidentId + ".ledger.jsonl"];
        Verdict verdict;
        await using (var file = new FileStream(export, FileMode.Create, FileAccess.ReadWrite))
        {
            await ExportDownload.To(file, new ExportCaseRequest { CaseId = incidentId }, auditor, cancellation);
            verdict = await ExportVerifier.Verify(file, pin, witnesses: null, cancellation);
        }

        var online = await ledger.VerifyCaseAsync(new VerifyCaseRequest { CaseId = incidentId }, auditor.Unary(cancellation));
        if (online.Verdict != VerifyCaseResponse.Types.Verdict.Verified)
        {
            throw new DemoException($"the server finds its ledger broken: {online.Finding}");
        }

        if (verdict.Status != VerdictStatus.Verified)
        {
            throw new DemoException($"the export does not verify ({verdict.Status}): {verdict.Finding}");
        }

        var heads = verdict.Heads.Select(h => new DemoHead(h.Stream, h.Seq, Convert.ToHexStringLower(h.Hash))).ToList();
        var same = online.Heads.Select(h => new DemoHead(h.Stream, h.Seq, Convert.ToHexStringLower(h.Hash.Span))).ToHashSet().SetEquals(heads);
        if (!same || online.EventCount != verdict.EventCount)
        {
            throw new DemoException("the export ends elsewhere than the server's ledger");
        }

        DemoPage.Check($"online: {online.EventCount} events in whole chains, checkpoints signed: {online.CheckpointCount}, texts destroyed with their digest kept: {online.RedactedCount}");
        DemoPage.Check("export: the same events and heads, verified without the server, signed by the pinned key");
        foreach (var head in heads.Take(HeadsShown))
        {
            DemoPage.Aside($"{head.Stream}  event {head.Seq}  {head.Hash[..16]}…");
        }

        if (heads.Count > HeadsShown)
        {
            DemoPage.Aside($"and the ends of {heads.Count - HeadsShown} further streams");
        }

        return new DemoVerdict("verified", "verified", verdict.EventCount, verdict.RedactedCount, verdict.CheckpointCount, pin, verdict.Clock, heads);
    }
}

/// <summary>What the verifications found.</summary>
internal sealed record DemoVerdict(
    string Online, string Export, long Events, long Redacted, int Checkpoints, string KeyFingerprint, string Clock, IReadOnlyList<DemoHead> Heads);

/// <summary>The end of a stream.</summary>
internal sealed record DemoHead(string Stream, long Seq, string Hash);
