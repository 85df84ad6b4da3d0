using IncidentGrains.Cli.Api;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>An obligation as one page: what is owed to whom, by when, where it stands, and where it is written.</summary>
internal static class ObligationCard
{
    /// <summary>Prints the obligation.</summary>
    public static void Write(IAnsiConsole console, Obligation o)
    {
        Terminal.Line(console, SafeText.Line($"{o.ObligationId}  to {string.Join(", ", o.Recipients)}"), Styles.Bold);
        new Card()
            .Row("status", Status(o), Styles.Of(o.Status))
            .Row("incident", o.IncidentId)
            .Row("cohort", o.CohortId)
            .Row("clock started", SafeText.Time(o.StartAt))
            .Row("due", o.DueAt is null ? o.Soft ? "without delay; the law names no instant" : "" : $"{o.DueLocal} {o.TimeZone} = {SafeText.Time(o.DueAt)}")
            .Row("our target", SafeText.Time(o.TargetAt))
            .Row("time left", ClockText.Left(o.TimeLeft), o.Status == ObligationStatus.Overdue ? Styles.Bad : Style.Plain)
            .Row("other readings", string.Join('\n', o.Advisories.Select(a => $"{a.Name} {SafeText.Time(a.At)}")), Styles.Dim)
            .Row("done", SafeText.Time(o.DoneAt))
            .Row("shown by", o.Reference)
            .Row("keep posted", o.KeepUntil is null ? "" : $"until {SafeText.Time(o.KeepUntil)}")
            .Row("assignee", o.Assignee)
            .Row("escalated", string.Join('\n', o.Escalations.Select(e => $"{ClockText.Milestone(e.Before)}, {SafeText.Time(e.At)}")), Styles.Warn)
            .Row("next", o.NextEscalationAt is null ? "" : $"escalated {SafeText.Time(o.NextEscalationAt)}")
            .Row("waiver", Waiver(o.Waiver), Styles.Warn)
            .Row("content", o.Content)
            .Row("source", $"{o.Citation} (confidence {o.Confidence}; as in force from {o.RuleEffectiveFrom})")
            .Row("version", $"{o.Version}, as of {SafeText.Time(o.AsOf)}")
            .Write(console);
        Terminal.Line(console, "Information, not legal advice.", Styles.Dim);
    }

    private static string Status(Obligation o) => EnumText.Short(o.Status) + o switch
    {
        { LateBy: { } late } => $" by {ClockText.Hours(late)}",
        { SupersededBy.Length: > 0 } => $" by {o.SupersededBy}",
        { Status: ObligationStatus.Superseded } => ": the facts no longer make it",
        { WaitsFor.Length: > 0 } => $": waits for {o.WaitsFor}",
        _ => "",
    };

    private static string Waiver(ObligationWaiver? w) => w is null ? ""
        : $"asked for by {w.RequestedBy}: {w.Reason}" + (w.ApprovedBy.Length > 0 ? $"\napproved by {w.ApprovedBy}" : w.DeclinedBy.Length > 0 ? $"\ndeclined by {w.DeclinedBy}" : "\nwaits for a second person");
}
