namespace IncidentGrains.Law.Regulators.Facts;

/// <summary>What happened, and how grave it is judged to be.</summary>
public sealed record IncidentCircumstances
{
    /// <summary>How it came about.</summary>
    public IncidentCause Cause { get; init; } = IncidentCause.Unknown;

    /// <summary>True if done with a wrongful purpose; null: as the cause suggests (only an intrusion is).</summary>
    public bool? Malicious { get; init; }

    /// <summary>Claims since when the incident itself was known, for laws that need no affected people.</summary>
    public IReadOnlyList<AwarenessClaim> Aware { get; init; } = [];

    /// <summary>When it began, if known.</summary>
    public DateTimeOffset? OccurredFrom { get; init; }

    /// <summary>When it ended, if known.</summary>
    public DateTimeOffset? OccurredTo { get; init; }

    /// <summary>A risk to people's rights is unlikely (GDPR Art 33(1)).</summary>
    public bool RiskUnlikely { get; init; }

    /// <summary>The risk to people's rights is high (GDPR Art 34(1)).</summary>
    public bool HighRisk { get; init; }

    /// <summary>Serious harm to people: yes, no, or not assessed yet.</summary>
    public bool? SeriousHarm { get; init; }

    /// <summary>A significant incident (NIS2), a serious one (Taiwan).</summary>
    public bool Significant { get; init; }

    /// <summary>Until when a disaster or the like made it impossible to act.</summary>
    public DateTimeOffset? DisasterUntil { get; init; }
}
