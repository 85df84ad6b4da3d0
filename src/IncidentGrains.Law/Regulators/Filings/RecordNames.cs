using System.Collections.Frozen;

namespace IncidentGrains.Law.Regulators.Filings;

/// <summary>The names that templates may read; what each holds stands in deploy/filings/README.md.</summary>
public static class RecordNames
{
    // The filing itself.
    public const string Regulator = "regulator";
    public const string Code = "code";
    public const string Name = "name";
    public const string Jurisdiction = "jurisdiction";
    public const string IncidentId = "incident_id";
    public const string Reference = "reference";
    public const string AsOf = "as_of";

    // What happened: facts that were not corrected.
    public const string WhatLeaked = "what_leaked";
    public const string How = "how";
    public const string Cause = "cause";
    public const string Containment = "containment";
    public const string Other = "other";
    public const string Systems = "systems";
    public const string Began = "began";
    public const string Ended = "ended";

    // Since when it was known.
    public const string FirstAware = "first_aware";
    public const string Aware = "aware";
    public const string At = "at";
    public const string By = "by";

    // Who is affected, of the filing's jurisdiction alone.
    public const string People = "people";
    public const string Total = "total";
    public const string Partly = "partly";
    public const string Cohorts = "cohorts";
    public const string Count = "count";
    public const string Suspected = "suspected";
    public const string Categories = "categories";
    public const string States = "states";

    // What the regulatory facts say.
    public const string Malicious = "malicious";
    public const string Harmless = "harmless";
    public const string HighRisk = "high_risk";
    public const string SeriousHarm = "serious_harm";
    public const string CauseKind = "cause_kind";
    public const string MaterialAt = "material_at";

    // What has to be done, and was: of the filing's jurisdiction alone.
    public const string Obligations = "obligations";
    public const string Notices = "notices";
    public const string Rule = "rule";
    public const string Citation = "citation";
    public const string Start = "start";
    public const string Due = "due";
    public const string Done = "done";
    public const string Late = "late";

    /// <summary>All of them.</summary>
    public static IReadOnlySet<string> All { get; } = new[]
    {
        Regulator, Code, Name, Jurisdiction, IncidentId, Reference, AsOf, WhatLeaked, How, Cause, Containment, Other, Systems, Began, Ended, FirstAware, Aware, At, By,
        People, Total, Partly, Cohorts, Count, Suspected, Categories, States, Malicious, Harmless, HighRisk, SeriousHarm, CauseKind, MaterialAt, Obligations, Notices,
        Rule, Citation, Start, Due, Done, Late,
    }.ToFrozenSet(StringComparer.Ordinal);
}
