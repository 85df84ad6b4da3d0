using System.Collections.Immutable;

namespace IncidentGrains.Contracts.Cohorts;

/// <summary>A cohort as its registry's events tell it.</summary>
[GenerateSerializer, Immutable, Alias("ig.Cohort")]
public sealed record Cohort
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required string CohortId { get; init; }

    /// <summary>Its name in the incident.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    [Id(2)]
    public string Title { get; init; } = "";

    /// <summary>The system that the rows come from.</summary>
    [Id(3)]
    public string SourceSystem { get; init; } = "";

    /// <summary>How its people were determined.</summary>
    [Id(4)]
    public string Determination { get; init; } = "";

    /// <summary>The data categories at stake; the only ones its rows may name.</summary>
    [Id(5)]
    public ImmutableList<string> Categories { get; init; } = [];

    /// <summary>Where it stands.</summary>
    [Id(6)]
    public CohortState State { get; init; }

    /// <summary>Its imports in the order in which they were begun.</summary>
    [Id(7)]
    public ImmutableList<CohortImport> Imports { get; init; } = [];

    /// <summary>How many persons it names, each once, as of its last sealing.</summary>
    [Id(8)]
    public long Members { get; init; }

    /// <summary>Why it was withdrawn, or empty.</summary>
    [Id(9)]
    public string WithdrawalReason { get; init; } = "";

    /// <summary>Who withdrew it, or empty.</summary>
    [Id(10)]
    public string WithdrawnBy { get; init; } = "";

    /// <summary>When it was defined.</summary>
    [Id(11)]
    public DateTimeOffset DefinedAt { get; init; }

    /// <summary>Who defined it.</summary>
    [Id(12)]
    public string DefinedBy { get; init; } = "";

    /// <summary>When it last changed.</summary>
    [Id(13)]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The import that is under way, if there is one.</summary>
    public CohortImport? Importing => Imports.Find(i => i.State is ImportState.Open or ImportState.Sealing);

    /// <summary>How many rows its sealed imports took.</summary>
    public long Rows => Imports.Sum(i => i.Result?.Rows ?? 0);

    /// <summary>How many rows they rejected.</summary>
    public long Rejected => Imports.Sum(i => i.Result?.Rejected ?? 0);
}

/// <summary>An import into a cohort.</summary>
[GenerateSerializer, Immutable, Alias("ig.CohortImport")]
public sealed record CohortImport
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required string ImportId { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public ImportState State { get; init; }

    /// <summary>How columns are read, as JSON.</summary>
    [Id(2)]
    public string Mapping { get; init; } = "";

    /// <summary>SHA-256 of that text, in hexadecimal.</summary>
    [Id(3)]
    public string MappingDigest { get; init; } = "";

    /// <summary>The files it was begun with.</summary>
    [Id(4)]
    public ImmutableList<ImportFile> Files { get; init; } = [];

    /// <summary>How many chunks it has; 0 before its sealing.</summary>
    [Id(5)]
    public long Chunks { get; init; }

    /// <summary>SHA-256 over the SHA-256s of the chunks, in hexadecimal; empty before its sealing.</summary>
    [Id(6)]
    public string Digest { get; init; } = "";

    /// <summary>What came of it; null unless it is sealed. The segment is the one that stands now: a change of a person replaces it.</summary>
    [Id(7)]
    public ImportResult? Result { get; init; }

    /// <summary>The registry's version with which it was sealed; 0 before.</summary>
    [Id(8)]
    public long SealedVersion { get; init; }

    /// <summary>When it was sealed.</summary>
    [Id(9)]
    public DateTimeOffset SealedAt { get; init; }

    /// <summary>Why it failed or was cancelled, or empty.</summary>
    [Id(10)]
    public string Reason { get; init; } = "";

    /// <summary>When it was begun.</summary>
    [Id(11)]
    public DateTimeOffset BegunAt { get; init; }

    /// <summary>Who began it.</summary>
    [Id(12)]
    public string BegunBy { get; init; } = "";
}
