namespace IncidentGrains.Contracts.Remediation;

// The numbers equal those of protos/incidentgrains/v1/remediation.proto; a test holds them together.

/// <summary>Where a task stands.</summary>
public enum TaskState
{
    /// <summary>Not created.</summary>
    None = 0,

    /// <summary>Nobody works on it yet.</summary>
    Open = 1,

    /// <summary>Somebody works on it.</summary>
    InProgress = 2,

    /// <summary>Something is in the way.</summary>
    Blocked = 3,

    /// <summary>Waits for a second person to verify it.</summary>
    Completed = 4,

    /// <summary>Done: a second person saw the evidence.</summary>
    Verified = 5,

    /// <summary>Done: it is not needed.</summary>
    Cancelled = 6,
}

/// <summary>How pressing a task is.</summary>
public enum TaskPriority
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>When there is time.</summary>
    Low = 1,

    /// <summary>In its turn.</summary>
    Normal = 2,

    /// <summary>Before others.</summary>
    High = 3,

    /// <summary>Now.</summary>
    Urgent = 4,
}
