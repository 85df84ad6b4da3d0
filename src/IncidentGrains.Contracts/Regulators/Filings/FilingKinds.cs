namespace IncidentGrains.Contracts.Regulators.Filings;

// The numbers equal those of protos/incidentgrains/v1/filings.proto; a test holds them together.

/// <summary>Where a filing as a whole stands.</summary>
public enum FilingStatus
{
    /// <summary>Not drafted.</summary>
    None = 0,

    /// <summary>Worked on, or with the regulator.</summary>
    Open = 1,

    /// <summary>Nothing more is to be sent; a demand of the regulator opens it again.</summary>
    Final = 2,

    /// <summary>Not to be sent, or taken back.</summary>
    Withdrawn = 3,
}

/// <summary>Where a version of a filing stands.</summary>
public enum FilingVersionState
{
    /// <summary>Never.</summary>
    None = 0,

    /// <summary>Its text is worked on.</summary>
    Draft = 1,

    /// <summary>Waits for a second person; its text stands still.</summary>
    InReview = 2,

    /// <summary>A second person approved it; its text never changes again.</summary>
    Approved = 3,

    /// <summary>The regulator has it.</summary>
    Filed = 4,

    /// <summary>The regulator sent it back with demands.</summary>
    SentBack = 5,

    /// <summary>A later version took its place.</summary>
    Superseded = 6,
}

/// <summary>What a version is to the one before it.</summary>
public enum FilingVersionKind
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>The first that the regulator gets; a law may allow it to be partial.</summary>
    Initial = 1,

    /// <summary>Corrects what was filed, or mends what was sent back.</summary>
    Correction = 2,

    /// <summary>Adds what has become known since.</summary>
    Supplement = 3,

    /// <summary>The last report, in which nothing is open.</summary>
    Final = 4,
}

/// <summary>As what a version is exported.</summary>
public enum FilingExportFormat
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>To be read on paper.</summary>
    Pdf = 1,

    /// <summary>A workbook.</summary>
    Xlsx = 2,

    /// <summary>The fields, a row each.</summary>
    Csv = 3,

    /// <summary>For programs.</summary>
    Json = 4,

    /// <summary>With its proof: a signed bundle.</summary>
    Bundle = 5,
}

/// <summary>What became of one item of a completeness check.</summary>
public enum FilingCheckResult
{
    /// <summary>Never.</summary>
    None = 0,

    /// <summary>It is there.</summary>
    Complete = 1,

    /// <summary>Its text is empty.</summary>
    Missing = 2,

    /// <summary>Its text is longer than the regulator takes.</summary>
    TooLong = 3,

    /// <summary>No field of the form stands for it: a content set asks for more than the form has.</summary>
    NoField = 4,

    /// <summary>A demand that the version does not answer.</summary>
    Unanswered = 5,
}
