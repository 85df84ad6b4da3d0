using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Reading;

/// <summary>Which ranges of one segment are in memory, by number: a look-up then need not search for them by address.</summary>
/// <remarks>What is noted here may be out of date, never wrong: an evicted range has lost its content.</remarks>
internal sealed class RangeSlots
{
    /// <summary>The ranges of people that were last seen in memory.</summary>
    public CachedRange?[] Members { get; } = new CachedRange?[KeyRun.Ranges];

    /// <summary>The ranges of further identifiers that were last seen in memory.</summary>
    public CachedRange?[] Aliases { get; } = new CachedRange?[KeyRun.Ranges];
}

/// <summary>A range in memory.</summary>
/// <param name="content">The range.</param>
/// <param name="size">Bytes that it takes.</param>
internal sealed class CachedRange(object content, long size)
{
    private object? _content = content;

    /// <summary>The range, or null once it was evicted.</summary>
    public object? Content => Volatile.Read(ref _content);

    /// <summary>Bytes that it takes.</summary>
    public long Size => size;

    /// <summary>When it was last used, in loads of the cache.</summary>
    public long LastUse { get; set; }

    /// <summary>Lets go of the range, whoever still knows of this.</summary>
    public void Evict() => Volatile.Write(ref _content, null);
}
