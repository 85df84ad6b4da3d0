using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Proof;
using IncidentGrains.Proof.Bundles;

namespace IncidentGrains.Cli.Ledger;

/// <summary>Prints what the verification of a bundle found.</summary>
internal static class BundleReport
{
    // Relaxed: findings hold quotes and apostrophes, and the output is no HTML.
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints the verdict as a card or as one JSON object.</summary>
    public static void Write(BundleVerdict verdict, bool pinned, OutputFormat output)
    {
        if (output == OutputFormat.Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(AsJson(verdict, pinned), Json));
        }
        else
        {
            WriteCard(verdict, pinned);
        }
    }

    private static object AsJson(BundleVerdict verdict, bool pinned) => new
    {
        verdict = VerdictReport.Word(verdict.Status).Word.Replace(", ", "-", StringComparison.Ordinal).Replace(' ', '-'),
        findings = verdict.Findings.Select(f => new { file = f.File, reason = f.Reason, stream = f.Stream, seq = f.Seq, field = f.Field }),
        caseId = verdict.Manifest?.CaseId,
        filingId = verdict.Manifest?.FilingId,
        version = verdict.Manifest?.Version,
        madeAt = verdict.Manifest?.MadeAt,
        fields = verdict.FieldCount,
        streams = verdict.Streams.Select(s => new { stream = s.Stream, events = s.Events, disclosed = s.Disclosed, redacted = s.Redacted, withheld = s.Withheld }),
        otherStreams = verdict.OtherStreams,
        checkpoint = verdict.Checkpoint?.Number,
        completeUpTo = verdict.Checkpoint is { } last ? Instants.ToText(last.AtMicros) : null,
        keyFingerprint = verdict.KeyFingerprint,
        signer = pinned ? "pinned" : "unknown",
        clock = verdict.Checkpoint?.Clock,
    };

    private static void WriteCard(BundleVerdict verdict, bool pinned)
    {
        var (word, style) = VerdictReport.Word(verdict.Status);
        var broken = verdict.Status == VerdictStatus.Broken;
        Terminal.Line(Terminal.Out, word, style);
        var card = new Card();
        foreach (var finding in verdict.Findings)
        {
            card.Row("finding", finding.ToString(), Styles.Bad);
        }

        card
            .Row("filing", verdict.Manifest is { } manifest ? $"version {manifest.Version} of {manifest.FilingId}" : "")
            .Row("case", verdict.Manifest?.CaseId ?? "")
            .Row("made", verdict.Manifest?.MadeAt ?? "")
            .Row("checked", broken ? "" : $"{verdict.FieldCount} fields against the ledger, {verdict.Streams.Sum(s => s.Events)} events; filing.pdf as a signed file only")
            .Row("complete", broken || verdict.Checkpoint is not { } last ? ""
                : $"up to checkpoint {last.Number} of {Instants.FromMicros(last.AtMicros):yyyy-MM-dd HH:mm:ss}Z; {verdict.OtherStreams} other streams of the case are not in the bundle")
            .Row("key", verdict.KeyFingerprint ?? "")
            .Row("signer", broken ? "" : pinned ? "the pinned key" : "unverified; give --fingerprint, learned over a channel of its own")
            .Row("clock", verdict.Checkpoint is null or { Clock: "system" } ? "" : $"{verdict.Checkpoint.Clock}: events are not stamped with real time", Styles.Warn)
            .Write(Terminal.Out);
        var sheet = new Sheet("STREAM", "EVENTS", "DISCLOSED", "REDACTED", "WITHHELD");
        foreach (var stream in verdict.Streams)
        {
            sheet.Row(stream.Stream, $"{stream.Events}", $"{stream.Disclosed}", $"{stream.Redacted}", $"{stream.Withheld}");
        }

        sheet.Write(Terminal.Out, "Streams");
    }
}
