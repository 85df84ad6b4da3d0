namespace IncidentGrains.Law.Remediation;

/// <summary>How urgent a playbook's task is; a file writes the name in lower case.</summary>
public enum PlaybookPriority
{
    /// <summary>When there is time.</summary>
    Low = 1,

    /// <summary>In its turn.</summary>
    Normal = 2,

    /// <summary>Before other work.</summary>
    High = 3,

    /// <summary>Now.</summary>
    Urgent = 4,
}
