namespace IncidentGrains.Law.Regulators.Facts;

/// <summary>How an incident came about.</summary>
public enum IncidentCause
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Illegal access from outside.</summary>
    ExternalIntrusion = 1,

    /// <summary>Sent to the wrong people by mistake.</summary>
    InternalMisSend = 2,

    /// <summary>Taken by somebody inside.</summary>
    Insider = 3,

    /// <summary>Lost.</summary>
    Loss = 4,
}
