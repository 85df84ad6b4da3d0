using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Proof;

namespace IncidentGrains.Cli.Ledger;

/// <summary>Prints what a verification found.</summary>
internal static class VerdictReport
{
    // Relaxed: the finding holds quotes and apostrophes, and the output is no HTML.
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints the verdict as a card or as one JSON object.</summary>
    public static void Write(Verdict verdict, Signer signer, OutputFormat output)
    {
        if (output == OutputFormat.Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(AsJson(verdict, signer), Json));
        }
        else
        {
            WriteCard(verdict, signer);
        }
    }

    /// <summary>A verdict in words, and how they look.</summary>
    public static (string Word, Spectre.Console.Style Style) Word(VerdictStatus status) => status switch
    {
        VerdictStatus.Verified => ("verified", Styles.Good),
        VerdictStatus.ConsistentSignerUnverified => ("consistent, signer unverified", Styles.Warn),
        _ => ("broken", Styles.Bad),
    };

    private static object AsJson(Verdict verdict, Signer signer) => new
    {
        verdict = verdict.Status switch
        {
            VerdictStatus.Verified => "verified",
            VerdictStatus.ConsistentSignerUnverified => "consistent-signer-unverified",
            _ => "broken",
        },
        caseId = verdict.CaseId,
        finding = verdict.Finding?.ToString(),
        badStream = verdict.Finding?.Stream ?? "",
        badSeq = verdict.Finding?.Seq ?? 0,
        line = verdict.Line,
        events = verdict.EventCount,
        redacted = verdict.RedactedCount,
        checkpoints = verdict.CheckpointCount,
        completeUpTo = verdict.Last is { } last ? Instants.ToText(last.AtMicros) : null,
        keyFingerprint = verdict.KeyFingerprint,
        signer = signer.ToString().ToLowerInvariant(),
        clock = verdict.Clock,
        heads = verdict.Heads.Select(h => new { stream = h.Stream, seq = h.Seq, hash = Convert.ToHexStringLower(h.Hash) }),
    };

    private static void WriteCard(Verdict verdict, Signer signer)
    {
        var (word, style) = Word(verdict.Status);
        Terminal.Line(Terminal.Out, word, style);
        new Card()
            .Row("case", verdict.CaseId)
            .Row("finding", verdict.Finding?.ToString() ?? "", Styles.Bad)
            .Row("first bad event", verdict.Finding is { Stream.Length: > 0 } finding ? $"{finding.Seq} of {finding.Stream}" : "")
            .Row("line", verdict.Line > 0 ? $"{verdict.Line}" : "")
            .Row("checked", $"{verdict.EventCount} events, {verdict.RedactedCount} of them redacted, and {verdict.CheckpointCount} checkpoints")
            .Row("complete", verdict is { Status: not VerdictStatus.Broken, Last: { } last }
                ? $"up to checkpoint {last.Number} of {Instants.FromMicros(last.AtMicros):yyyy-MM-dd HH:mm:ss}Z; what a later checkpoint covers, --witness tells" : "")
            .Row("key", verdict.KeyFingerprint ?? "")
            .Row("signer", verdict.Status == VerdictStatus.Broken ? "" : signer switch
            {
                Signer.Pinned => "the pinned key",
                Signer.Server => "the server's own key; pin a fingerprint for a verdict that doesn't rest on the server",
                _ => "unverified; give --fingerprint, learned over a channel of its own",
            })
            .Row("clock", verdict.Clock == "system" ? "" : $"{verdict.Clock}: events are not stamped with real time", Styles.Warn)
            .Write(Terminal.Out);
        Cards.Heads(Terminal.Out, verdict.Heads.Select(h => (h.Stream, h.Seq, h.Hash)));
    }
}
