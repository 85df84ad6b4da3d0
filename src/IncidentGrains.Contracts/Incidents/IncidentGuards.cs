namespace IncidentGrains.Contracts.Incidents;

/// <summary>Counters of a case that aggregates of several kinds require and change: the rules that none of them could keep alone.</summary>
public static class IncidentGuards
{
    /// <summary>Counts the mandatory tasks that are open; closing and merging away require zero.</summary>
    public const string MandatoryOpen = "mandatory_open";

    /// <summary>Is raised once an incident is merged away; nothing new begins in it or is merged into it any more.</summary>
    public const string Merged = "merged";

    /// <summary>Is raised while an incident is closed; nothing new begins in it or is merged into it meanwhile.</summary>
    public const string Closed = "closed";

    /// <summary>Counts the imports that are sealed or being sealed; merging requires zero on both sides.</summary>
    public const string CohortsSealed = "cohorts_sealed";

    /// <summary>Is raised while a legal hold covers the registry; authorising an erasure requires zero.</summary>
    public const string HoldRegistry = "hold:registry";

    /// <summary>Is raised by the confirmation itself, and stands for the legal hold that every confirmed breach begins with; authorising any destruction requires zero.</summary>
    public const string HoldDefault = "hold:default";

    /// <summary>Is raised while a task is open; what depends on it requires zero.</summary>
    public static string TaskOpen(string taskId) => "open:" + taskId;
}
