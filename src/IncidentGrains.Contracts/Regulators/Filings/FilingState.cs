using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace IncidentGrains.Contracts.Regulators.Filings;

/// <summary>A filing with one regulator as its events tell it: the fold of the stream and nothing else.</summary>
[GenerateSerializer, Immutable, Alias("ig.FilingState")]
public sealed record FilingState
{
    /// <summary>The filing's id, which is also its stream.</summary>
    [Id(0)]
    public required string FilingId { get; init; }

    /// <summary>The incident, which is also its case.</summary>
    [Id(1)]
    public string IncidentId { get; init; } = "";

    /// <summary>The sequence number of the last event folded in; 0 if the filing does not exist.</summary>
    [Id(2)]
    public long Version { get; init; }

    /// <summary>Where it stands as a whole.</summary>
    [Id(3)]
    public FilingStatus Status { get; init; }

    /// <summary>The regulator's code, such as <c>PIPC</c>.</summary>
    [Id(4)]
    public string Regulator { get; init; } = "";

    /// <summary>Whose law it is made under: no other's part of the record is in it.</summary>
    [Id(5)]
    public string Jurisdiction { get; init; } = "";

    /// <summary>The zone in which its text gives instants.</summary>
    [Id(6)]
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The obligations of the incident for which it is made; none of a voluntary one.</summary>
    [Id(7)]
    public ImmutableList<string> Obligations { get; init; } = [];

    /// <summary>The form's id, such as <c>kr-leak-report</c>.</summary>
    [Id(8)]
    public string Form { get; init; } = "";

    /// <summary><c>ko</c> or <c>en</c>.</summary>
    [Id(9)]
    public string Language { get; init; } = "";

    /// <summary>All versions by number, which runs from 1 without a gap.</summary>
    [Id(10)]
    public ImmutableList<FilingVersion> Versions { get; init; } = [];

    /// <summary>What the regulator asked for when it sent a version back, in the order of asking; answered ones too.</summary>
    [Id(11)]
    public ImmutableList<FilingDemand> Demands { get; init; } = [];

    /// <summary>Why it was withdrawn, or empty.</summary>
    [Id(12)]
    public string Reason { get; init; } = "";

    /// <summary>When it was drafted.</summary>
    [Id(13)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who drafted it; the system if it was drafted by itself.</summary>
    [Id(14)]
    public string CreatedBy { get; init; } = "";

    /// <summary>When it last changed.</summary>
    [Id(15)]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The form's title in the filing's language.</summary>
    [Id(16)]
    public string Title { get; init; } = "";

    /// <summary>The version that is worked on, or was last.</summary>
    [JsonIgnore]
    public FilingVersion Latest => Versions[^1];

    /// <summary>The version that the regulator has, also one that it sent back; null if it has none.</summary>
    [JsonIgnore]
    public FilingVersion? AtRegulator => Versions.FindLast(v => v.State is FilingVersionState.Filed or FilingVersionState.SentBack);

    /// <summary>When the regulator first got one: clocks stop there, and never start anew.</summary>
    [JsonIgnore]
    public DateTimeOffset? FirstFiledAt => Versions.Find(v => v.FiledAt is not null)?.FiledAt;

    /// <summary>The version of that number, or null.</summary>
    public FilingVersion? Find(int number) => number >= 1 && number <= Versions.Count ? Versions[number - 1] : null;
}

/// <summary>Something that the regulator asked for when it sent a version back.</summary>
[GenerateSerializer, Immutable, Alias("ig.FilingDemand")]
public sealed record FilingDemand
{
    /// <summary>Its id within the filing, such as <c>dmd-1</c>.</summary>
    [Id(0)]
    public required string DemandId { get; init; }

    /// <summary>The demand in the regulator's words.</summary>
    [Id(1)]
    public required string Text { get; init; }

    /// <summary>The version that was sent back.</summary>
    [Id(2)]
    public required int VersionNumber { get; init; }

    /// <summary>When the regulator made it.</summary>
    [Id(3)]
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The last instant at which it can be answered in time; null if the regulator named none.</summary>
    [Id(4)]
    public DateTimeOffset? Due { get; init; }

    /// <summary>The version with which it was answered; 0 while it is open.</summary>
    [Id(5)]
    public int AnsweredBy { get; init; }

    /// <summary>When that was filed.</summary>
    [Id(6)]
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The milestones of its deadline that were escalated.</summary>
    [Id(7)]
    public ImmutableList<EscalatedMilestone> Escalations { get; init; } = [];

    /// <summary>No milestone at or before this one is escalated any more; null: none has passed.</summary>
    [Id(8)]
    public TimeSpan? PassedMilestone { get; init; }

    /// <summary>When it last changed.</summary>
    [Id(9)]
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>True until a version that answers it is filed.</summary>
    [JsonIgnore]
    public bool IsOpen => AnsweredBy == 0;

    /// <summary>By how much it was answered late; null if it was not.</summary>
    [JsonIgnore]
    public TimeSpan? LateBy => AnsweredAt > Due ? AnsweredAt - Due : null;
}
