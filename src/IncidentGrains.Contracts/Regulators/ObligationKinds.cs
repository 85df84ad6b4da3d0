namespace IncidentGrains.Contracts.Regulators;

// The numbers equal those of protos/incidentgrains/v1/regulators.proto, and of the law's evaluation; a test holds them together.

/// <summary>Where an obligation stands.</summary>
public enum ObligationStatus
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>To be done.</summary>
    Open = 1,

    /// <summary>To be done, and its time is over. Told by the instant of asking, never stored.</summary>
    Overdue = 2,

    /// <summary>Done in time.</summary>
    Met = 3,

    /// <summary>Done after its time.</summary>
    Late = 4,

    /// <summary>Another took its place, or the facts no longer make it.</summary>
    Superseded = 5,

    /// <summary>Not required if a reason is recorded.</summary>
    Waivable = 6,

    /// <summary>Waived by two people.</summary>
    Waived = 7,

    /// <summary>Waits for what starts its clock.</summary>
    Pending = 8,
}

/// <summary>How an incident came about.</summary>
public enum IncidentCause
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>Illegal access from outside.</summary>
    ExternalIntrusion = 1,

    /// <summary>Sent to the wrong people by mistake.</summary>
    InternalMisSend = 2,

    /// <summary>Taken by somebody inside.</summary>
    Insider = 3,

    /// <summary>Lost.</summary>
    Loss = 4,
}

/// <summary>Something that was found out, beside reports and notices.</summary>
public enum DevelopmentType
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>A suspected leak turned out to be one.</summary>
    LeakConfirmed = 4,

    /// <summary>A suspected leak turned out to be none.</summary>
    NoLeakConfirmed = 5,

    /// <summary>A fact became certain that an earlier report could not hold.</summary>
    NewFactConfirmed = 6,

    /// <summary>A registrant found its incident material.</summary>
    MaterialityDetermined = 7,

    /// <summary>It was determined that a breach took place.</summary>
    BreachDetermined = 8,

    /// <summary>The assessment of the harm was completed.</summary>
    AssessmentCompleted = 9,

    /// <summary>The incident was classified as major (DORA).</summary>
    ClassifiedMajor = 10,
}
