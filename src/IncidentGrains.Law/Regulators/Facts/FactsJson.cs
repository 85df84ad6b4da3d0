using IncidentGrains.Law.Json;

namespace IncidentGrains.Law.Regulators.Facts;

/// <summary>Reads facts from JSON, strictly: an unknown field, or a local time without an offset, is refused with its path.</summary>
public static class FactsJson
{
    /// <summary>The facts.</summary>
    /// <param name="json">One JSON object in UTF-8.</param>
    /// <param name="now">The instant of evaluation unless the facts have one.</param>
    /// <exception cref="InputRefusedException">They can't be used; all mistakes of shape are named.</exception>
    public static CaseFacts Read(ReadOnlyMemory<byte> json, DateTimeOffset now) => InputJson.Read(json, (fields, _) => new CaseFacts
    {
        AsOf = fields.Instant("as_of") ?? now,
        Controller = fields.Object("controller", Controller) ?? new Controller(),
        Incident = fields.Object("incident", Incident) ?? new IncidentCircumstances(),
        Cohorts = fields.Objects("cohorts", Cohort),
        Events = fields.Objects("events", Event),
        CalendarOverrides = fields.Objects("calendar_overrides", f => new CalendarOverride(f.RequiredText("calendar"), f.Dates("closed"), f.Dates("open"))),
    });

    /// <summary>What a file asks: <c>clock</c> or <c>exposure</c> if that is its only field, else <c>facts</c>.</summary>
    /// <exception cref="InputRefusedException">It is no JSON object.</exception>
    public static string KindOf(ReadOnlyMemory<byte> json) => InputJson.Keys(json) is [("clock" or "exposure") and var only] ? only : "facts";

    private static Controller Controller(JsonFields fields) => new()
    {
        TimeZone = fields.Text("time_zone") ?? "UTC",
        Roles = fields.Texts("roles"),
        DoraWeekendRelief = fields.Truth("dora_weekend_relief") ?? false,
    };

    private static IncidentCircumstances Incident(JsonFields fields) => new()
    {
        Cause = fields.Word<IncidentCause>("cause") ?? IncidentCause.Unknown,
        Malicious = fields.Truth("malicious"),
        Aware = fields.Objects("aware", Claim),
        OccurredFrom = fields.Instant("occurred_from"),
        OccurredTo = fields.Instant("occurred_to"),
        RiskUnlikely = fields.Truth("risk_unlikely") ?? false,
        HighRisk = fields.Truth("high_risk") ?? false,
        SeriousHarm = fields.Truth("serious_harm"),
        Significant = fields.Truth("significant") ?? false,
        DisasterUntil = fields.Instant("disaster_until"),
    };

    private static Cohort Cohort(JsonFields fields) => new()
    {
        Id = fields.RequiredText("id"),
        Jurisdiction = fields.RequiredText("jurisdiction"),
        Subjects = fields.Count("subjects"),
        Categories = fields.Texts("categories"),
        Aware = fields.Objects("aware", Claim),
        Leak = fields.Word<LeakState>("leak") ?? LeakState.Confirmed,
        SubjectsIdentifiable = fields.Truth("subjects_identifiable") ?? true,
        ContactsKnown = fields.Truth("contacts_known") ?? true,
        PathKnown = fields.Truth("path_known") ?? false,
        AllRetrieved = fields.Truth("all_retrieved") ?? false,
        Encrypted = fields.Truth("encrypted") ?? false,
    };

    private static CaseEvent Event(JsonFields fields) => new(
        fields.RequiredText("type") is { Length: > 0 } ? fields.Word<CaseEventType>("type") ?? default : default, fields.RequiredInstant("at"))
    {
        Cohort = fields.Text("cohort"),
        Rule = fields.Text("rule"),
        Reason = fields.Text("reason"),
    };

    private static AwarenessClaim Claim(JsonFields fields) => new(fields.RequiredInstant("at"), fields.Text("by") ?? "");
}
