using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;
using Spectre.Console;

namespace IncidentGrains.Cli.Regulators;

/// <summary>Prints obligations, clocks and rules.</summary>
internal static class RulesReport
{
    /// <summary>Prints obligations as a table, or as one JSON object.</summary>
    public static void Write(CaseFacts facts, IReadOnlyList<Obligation> obligations, RulePacks packs, OutputFormat output)
    {
        if (output == OutputFormat.Json)
        {
            PlainJson.PrintSnake(new Dictionary<string, object>
            {
                ["asOf"] = Utc(facts.AsOf), ["rulesDigest"] = packs.Digest, ["obligations"] = obligations.Select(AsJson),
            });
            return;
        }

        var sheet = new Sheet("RULE", "COHORT", "DUE", "STATUS", "", "RECIPIENTS", "CITATION");
        foreach (var o in obligations)
        {
            sheet.Row(
                o.Rule, o.Cohort ?? "", o.Due is { } due ? Utc(due) : o.Status == ObligationStatus.Pending ? "" : "without delay",
                new Cell(FactWords.Of(o.Status), Style(o.Status)), Detail(o), string.Join(" ", o.Recipients), $"{o.Citation} ({o.Confidence})");
        }

        sheet.Write(Terminal.Out);
        Terminal.Line(Terminal.Out, $"{obligations.Count} obligations as of {Utc(facts.AsOf)}. Not legal advice.", Styles.Dim);
    }

    /// <summary>Prints the end of a clock.</summary>
    public static void Write(DateTimeOffset due, OutputFormat output)
    {
        if (output == OutputFormat.Json)
        {
            PlainJson.Print(new { clock = new { due = Utc(due) } });
        }
        else
        {
            Terminal.Line(Terminal.Out, Utc(due));
        }
    }

    /// <summary>Prints the rules as a table, or as one JSON object.</summary>
    public static void Write(RulePacks packs, OutputFormat output)
    {
        if (output == OutputFormat.Json)
        {
            PlainJson.PrintSnake(new { packs.Digest, Rules = packs.Rules.Select(r => new { r.Id, r.Jurisdiction, r.Type, r.Enabled, r.Reason, r.Place, r.Versions }) });
            return;
        }

        var sheet = new Sheet("RULE", "FROM", "AUTHORITY", "CITATION");
        foreach (var rule in packs.Rules)
        {
            foreach (var version in rule.Versions)
            {
                sheet.Row(
                    rule.Id + (rule.Enabled ? "" : " (off)"), $"{version.EffectiveFrom:yyyy-MM-dd}", version.Authority.Native, $"{version.Citation} ({version.Confidence}, {version.Grade})");
            }
        }

        sheet.Write(Terminal.Out);
        Terminal.Line(Terminal.Out, $"{packs.Rules.Count} rules of {packs.Packs.Count} files, digest {packs.Digest}", Styles.Dim);
    }

    /// <summary>An instant in UTC, to the second unless it has parts of one.</summary>
    public static string Utc(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'");

    /// <summary>An obligation in the form that programs read.</summary>
    public static object AsJson(Obligation o) => new
    {
        o.Rule, o.Jurisdiction, o.Cohort, o.Recipients, Start = Utc(o.Start), Due = Utc(o.Due), o.Soft, Target = Utc(o.Target), o.Content, o.Status,
        LateBy = o.LateBy is { } late ? Hours(late) : null, DoneAt = Utc(o.DoneAt), o.SupersededBy, KeepUntil = Utc(o.KeepUntil),
        Advisory = o.Advisory.ToDictionary(a => a.Key, a => Utc(a.Value)), o.WaitsFor, o.Citation, o.Confidence, o.RuleEffectiveFrom,
    };

    private static string? Utc(DateTimeOffset? instant) => instant is { } at ? Utc(at) : null;

    // Hours are not folded into days: regulators count them.
    private static string Hours(TimeSpan late)
    {
        var seconds = late - TimeSpan.FromMinutes(Math.Floor(late.TotalMinutes));
        return $"PT{Math.Floor(late.TotalHours):0}H{late.Minutes}M{(seconds > TimeSpan.Zero ? $"{seconds.TotalSeconds:0.#######}S" : "")}";
    }

    private static string Detail(Obligation o) => o switch
    {
        { LateBy: { } late } => $"by {(long)late.TotalHours} h {late.Minutes:00} min",
        { SupersededBy: { } other } => $"by {other}",
        { WaitsFor: { } fact } => $"waits for {fact}",
        { KeepUntil: { } keep } => $"keep until {Utc(keep)}",
        { Target: { } target, DoneAt: null } => $"our target {Utc(target)}",
        _ => "",
    };

    private static Style? Style(ObligationStatus status) => status switch
    {
        ObligationStatus.Overdue or ObligationStatus.Late => Styles.Bad,
        ObligationStatus.Open => Styles.Warn,
        ObligationStatus.Met => Styles.Good,
        _ => Styles.Dim,
    };
}
