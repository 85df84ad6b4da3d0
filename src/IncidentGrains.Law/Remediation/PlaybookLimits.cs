namespace IncidentGrains.Law.Remediation;

/// <summary>How large a playbook may be: one is read by people in a hurry, and its tasks travel in one event.</summary>
public static class PlaybookLimits
{
    /// <summary>Bytes of a file.</summary>
    public const int FileBytes = 256 * 1024;

    /// <summary>Tasks of a playbook.</summary>
    public const int Tasks = 50;

    /// <summary>Characters of a title.</summary>
    public const int Title = 200;

    /// <summary>Characters of a description.</summary>
    public const int Description = 2_000;

    /// <summary>Items of a checklist.</summary>
    public const int ChecklistItems = 20;

    /// <summary>Characters of an item of a checklist.</summary>
    public const int ChecklistItem = 200;

    /// <summary>Values of a condition.</summary>
    public const int ConditionValues = 50;

    /// <summary>Conditions below <c>any</c>, and below <c>all</c>.</summary>
    public const int Conditions = 20;

    /// <summary>The latest due time: what is due later is no response any more.</summary>
    public static readonly TimeSpan DueAfter = TimeSpan.FromDays(365);
}
