namespace IncidentGrains.Contracts.Incidents;

// The numbers equal those of protos/incidentgrains/v1/incidents.proto; a test holds them together.

/// <summary>Where an incident stands.</summary>
public enum Stage
{
    /// <summary>Not opened.</summary>
    None = 0,

    /// <summary>Reported, not yet assessed.</summary>
    Open = 1,

    /// <summary>Assessed: it has a severity.</summary>
    Triaged = 2,

    /// <summary>Confirmed as a breach.</summary>
    Confirmed = 3,

    /// <summary>The leak no longer continues.</summary>
    Contained = 4,

    /// <summary>The cause is being removed.</summary>
    Remediating = 5,

    /// <summary>Done, or found not to be an incident.</summary>
    Closed = 6,

    /// <summary>Part of another incident.</summary>
    Merged = 7,
}

/// <summary>How bad it is.</summary>
public enum Severity
{
    /// <summary>Not yet triaged.</summary>
    None = 0,

    /// <summary>Little harm is to be expected.</summary>
    Low = 1,

    /// <summary>Some harm is to be expected.</summary>
    Medium = 2,

    /// <summary>Serious harm to some, or harm to many.</summary>
    High = 3,

    /// <summary>Serious harm to many.</summary>
    Critical = 4,
}

/// <summary>Why an incident was closed.</summary>
public enum Resolution
{
    /// <summary>Not closed.</summary>
    None = 0,

    /// <summary>Handled to its end.</summary>
    Resolved = 1,

    /// <summary>No breach.</summary>
    NotAnIncident = 2,
}

/// <summary>What a fact is about.</summary>
public enum FactKind
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>What leaked; text.</summary>
    WhatLeaked = 1,

    /// <summary>How it leaked; text.</summary>
    How = 2,

    /// <summary>When it began; instant.</summary>
    Began = 3,

    /// <summary>When it ended; instant.</summary>
    Ended = 4,

    /// <summary>Systems concerned; values.</summary>
    Systems = 5,

    /// <summary>Categories of data; values.</summary>
    DataCategories = 6,

    /// <summary>Where the affected live; values.</summary>
    Jurisdictions = 7,

    /// <summary>The cause; text.</summary>
    Cause = 8,

    /// <summary>What was done to contain it; text.</summary>
    Containment = 9,

    /// <summary>How many people are affected; count.</summary>
    Affected = 10,

    /// <summary>When an authority or the people were told; instant.</summary>
    Notified = 11,

    /// <summary>Anything else; text.</summary>
    Other = 12,

    /// <summary>What an imported VERIS record says, in its own words; text.</summary>
    Veris = 20,
}

/// <summary>A role on one incident.</summary>
public enum IncidentRole
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>Leads the response; one person.</summary>
    Commander = 1,

    /// <summary>Stands in for the commander.</summary>
    Deputy = 2,

    /// <summary>Leads the data-protection work.</summary>
    PrivacyLead = 3,

    /// <summary>Leads the legal work.</summary>
    LegalLead = 4,

    /// <summary>Leads communication.</summary>
    CommsLead = 5,

    /// <summary>Leads the technical investigation.</summary>
    ForensicsLead = 6,

    /// <summary>Keeps the record.</summary>
    Scribe = 7,
}

/// <summary>How two incidents are related.</summary>
public enum LinkKind
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>Has something to do with it.</summary>
    Related = 1,

    /// <summary>Was caused by it.</summary>
    CausedBy = 2,

    /// <summary>Repeats it.</summary>
    DuplicateOf = 3,
}

/// <summary>Where a redaction stands.</summary>
public enum RedactionState
{
    /// <summary>Never.</summary>
    None = 0,

    /// <summary>Waits for a second person.</summary>
    Requested = 1,

    /// <summary>The text is destroyed.</summary>
    Approved = 2,

    /// <summary>The text stays.</summary>
    Declined = 3,
}
