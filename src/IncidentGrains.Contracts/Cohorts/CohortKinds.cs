namespace IncidentGrains.Contracts.Cohorts;

// The numbers equal those of protos/incidentgrains/v1/cohorts.proto; a test holds them together.

/// <summary>By what a person is told apart from others.</summary>
public enum IdentifierKind
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>The id under which the company knows the person.</summary>
    MemberId = 1,

    /// <summary>An e-mail address.</summary>
    Email = 2,

    /// <summary>A phone number.</summary>
    Phone = 3,
}

/// <summary>Where a cohort stands.</summary>
public enum CohortState
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>Nobody counts through it yet.</summary>
    Defined = 1,

    /// <summary>Its people count.</summary>
    Sealed = 2,

    /// <summary>Taken out of the registry for good.</summary>
    Withdrawn = 3,
}

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>Takes chunks.</summary>
    Open = 1,

    /// <summary>Takes no more chunks; its segment is being built.</summary>
    Sealing = 2,

    /// <summary>Its people count.</summary>
    Sealed = 3,

    /// <summary>Given up.</summary>
    Cancelled = 4,

    /// <summary>Its segment could not be built.</summary>
    Failed = 5,
}

/// <summary>Where a session of look-ups stands.</summary>
public enum LookupState
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>Its opener may look up persons.</summary>
    Open = 1,

    /// <summary>Its time is over.</summary>
    Expired = 2,

    /// <summary>Its opener ended it.</summary>
    Closed = 3,
}

/// <summary>What is to happen to a person's data.</summary>
public enum ChangeKind
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>It is destroyed.</summary>
    Erasure = 1,

    /// <summary>It is replaced.</summary>
    Correction = 2,
}

/// <summary>Where a change of a person's data stands.</summary>
public enum ChangeState
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>Waits for a second person.</summary>
    Requested = 1,

    /// <summary>Agreed to: nothing stops it any more.</summary>
    Approved = 2,

    /// <summary>A second person decided against it.</summary>
    Declined = 3,

    /// <summary>Carried out.</summary>
    Executed = 4,
}
