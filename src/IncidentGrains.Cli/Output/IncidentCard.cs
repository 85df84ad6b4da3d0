using IncidentGrains.Cli.Api;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>An incident as one page: where it stands, what is known, who claims that it was known since when, who does what.</summary>
internal static class IncidentCard
{
    /// <summary>Prints the incident.</summary>
    public static void Write(IAnsiConsole console, Incident incident)
    {
        Terminal.Line(console, SafeText.Line($"{incident.IncidentId}  {incident.Title}"), Styles.Bold);
        new Card()
            .Row("stage", Name(incident.Stage), Styles.Of(incident.Stage))
            .Row("note", incident.StageNote)
            .Row("resolution", Name(incident.Resolution))
            .Row("severity", Name(incident.Severity), Styles.Of(incident.Severity))
            .Row("because", string.Join('\n', incident.SeverityReasons))
            .Row("reference", incident.Reference)
            .Row("aware since", SafeText.Time(incident.EarliestAwareness))
            .Row("opened", SafeText.Time(incident.OpenedAt))
            .Row("updated", SafeText.Time(incident.UpdatedAt))
            .Row("restricted", incident.Restricted ? "to " + string.Join(", ", incident.Members.DefaultIfEmpty("the holders of its roles")) : "", Styles.Warn)
            .Row("merged into", incident.MergedInto)
            .Row("absorbed", string.Join(", ", incident.Absorbed))
            .Row("links", string.Join(", ", incident.Links.Select(l => $"{Name(l.Kind)} {l.IncidentId}")))
            .Row("playbooks", string.Join(", ", incident.Playbooks))
            .Row("timeline", incident.TimelineEntryCount == 0 ? "" : $"{incident.TimelineEntryCount} entries: incidentctl incident list-timeline-entries {incident.IncidentId}")
            .Row("version", $"{incident.Version}, as of {SafeText.Time(incident.AsOf)}")
            .Write(console);

        WriteClaims(console, incident);
        WriteFacts(console, incident);

        var roles = new Sheet("ROLE", "PERSON");
        foreach (var role in incident.Roles)
        {
            roles.Row(Name(role.Role), role.Person);
        }

        roles.Write(console, "Roles");

        var redactions = new Sheet("ID", "STATE", "EVENT", "ASKED BY", "DECIDED BY", "REASON");
        foreach (var item in incident.Redactions)
        {
            redactions.Row(item.RedactionId, Name(item.State), $"{item.EventSeq}", item.RequestedBy, item.DecidedBy, item.Reason);
        }

        redactions.Write(console, "Redactions");
    }

    private static void WriteClaims(IAnsiConsole console, Incident incident)
    {
        var claims = new Sheet("ID", "AWARE SINCE", "SAYS", "RECORDED", "BASIS");
        foreach (var claim in incident.AwarenessClaims)
        {
            claims.Row(claim.ClaimId, SafeText.Time(claim.AwareAt), claim.AssertedBy, SafeText.Time(claim.RecordedAt), claim.Basis);
        }

        claims.Write(console, "Awareness");
    }

    private static void WriteFacts(IAnsiConsole console, Incident incident)
    {
        var facts = new Sheet("ID", "KIND", "RECORDED", "STATUS", "VALUE");
        foreach (var fact in incident.Facts)
        {
            var replaced = fact.CorrectedBy.Length > 0;
            var status = replaced ? $"corrected by {fact.CorrectedBy}" : fact.Corrects.Length > 0 ? $"corrects {fact.Corrects}" : "";
            var reason = fact.CorrectionReason.Length > 0 ? $" ({fact.CorrectionReason})" : "";
            facts.Row(
                fact.FactId, Name(fact.Kind), SafeText.Time(fact.RecordedAt), new Cell(status, Styles.Dim),
                new Cell(Value(fact) + reason, replaced ? Styles.Struck : Style.Plain));
        }

        facts.Write(console, "Facts");
    }

    private static string Value(Fact fact) =>
        fact.Kind == FactKind.Affected ? $"{fact.Count:N0}"
        : fact.Kind == FactKind.Veris && fact.Text.StartsWith('{') ? $"{fact.Text.Length:N0} characters of a VERIS record, which incidentctl veris export writes"
        : fact.Instant is not null ? SafeText.Time(fact.Instant)
        : fact.Values.Count > 0 ? string.Join(", ", fact.Values)
        : fact.Text;

    private static string Name<T>(T value)
        where T : struct, Enum => EnumText.Short(value);
}
