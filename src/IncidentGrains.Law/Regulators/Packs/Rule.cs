namespace IncidentGrains.Law.Regulators.Packs;

/// <summary>One obligation that a law creates, in all its dated versions.</summary>
public sealed record Rule
{
    /// <summary>Its name, such as <c>KR-SUBJ</c>; unique within a set.</summary>
    public required string Id { get; init; }

    /// <summary>Whose law it is: an ISO 3166-1 code, <c>EU</c>, or a part of a country.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>What it asks for.</summary>
    public required ObligationType Type { get; init; }

    /// <summary>True if it is asked once for the incident, false if once for each cohort.</summary>
    public required bool OfIncident { get; init; }

    /// <summary>The cohorts it concerns: codes, <c>US-*</c>, or a group of jurisdictions such as <c>EU</c>.</summary>
    public required IReadOnlyList<string> Cohorts { get; init; }

    /// <summary>The jurisdictions that are not meant although <see cref="Cohorts"/> names them.</summary>
    public required IReadOnlyList<string> Except { get; init; }

    /// <summary>True if the incident itself can give rise to it when no cohort is known yet.</summary>
    public required bool WithoutCohort { get; init; }

    /// <summary>What has to be learned for it: starts the clock, chooses the version, and decides who is counted.</summary>
    public required Learning Learned { get; init; }

    /// <summary>False if it is never asked, for the reason given.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Why it is not enabled; empty if it is.</summary>
    public required string Reason { get; init; }

    /// <summary>Its versions by date, at least one.</summary>
    public required IReadOnlyList<RuleVersion> Versions { get; init; }

    /// <summary>The file and line where it stands.</summary>
    public required Place Place { get; init; }
}

/// <summary>Where something stands in a rule pack.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record Place(string File, long Line);

/// <summary>What an obligation asks for.</summary>
public enum ObligationType
{
    /// <summary>Tell the affected people, or the public.</summary>
    Notify = 1,

    /// <summary>Report to an authority.</summary>
    Report = 2,

    /// <summary>Add to an earlier report or notice.</summary>
    Supplement = 3,

    /// <summary>Put up a notice.</summary>
    Post = 4,

    /// <summary>Assess the harm.</summary>
    Assess = 5,

    /// <summary>Keep a record.</summary>
    Record = 6,

    /// <summary>Contain, retrieve, delete.</summary>
    Mitigate = 7,
}

/// <summary>What has to be learned for a rule.</summary>
public enum Learning
{
    /// <summary><c>claim</c>: the earliest claim about the cohort; for the incident, about anything.</summary>
    Claim = 0,

    /// <summary><c>leak</c>: the same, but of a suspected leak its confirmation.</summary>
    Leak = 1,

    /// <summary><c>claim_or_incident</c>: the earlier of the cohort's claim and those about the incident itself.</summary>
    ClaimOrIncident = 2,
}
