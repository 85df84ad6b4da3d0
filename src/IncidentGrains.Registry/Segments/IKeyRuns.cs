using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Segments;

/// <summary>The runs of an import in the order of its chunks, wherever they are held. Thread-safe.</summary>
public interface IKeyRuns
{
    /// <summary>How many chunks there are.</summary>
    int Count { get; }

    /// <summary>Accepted rows of a chunk, counted from 0.</summary>
    int Rows(int chunk);

    /// <summary>The profiles of a chunk.</summary>
    IReadOnlyList<RowProfile> Profiles(int chunk);

    /// <summary>Copies a chunk's rows in a range to the front of <paramref name="into"/>; returns how many, also if they do not fit (then nothing is copied).</summary>
    int Members(int chunk, int range, Span<MemberEntry> into);

    /// <summary>The same for further identifiers.</summary>
    int Aliases(int chunk, int range, Span<AliasEntry> into);
}
