namespace IncidentGrains.Registry.Segments;

/// <summary>Sorted keys of one range.</summary>
internal interface IKeyRange
{
    /// <summary>First 64 bits of the keys, ascending.</summary>
    ReadOnlySpan<ulong> High { get; }

    /// <summary>Next 32 bits, ascending among equals.</summary>
    ReadOnlySpan<uint> Low { get; }
}
