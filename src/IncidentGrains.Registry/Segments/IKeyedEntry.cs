namespace IncidentGrains.Registry.Segments;

/// <summary>Something that is found by a 96-bit key.</summary>
internal interface IKeyedEntry
{
    /// <summary>The key's first 64 bits.</summary>
    ulong High { get; }

    /// <summary>Its next 32 bits.</summary>
    uint Low { get; }
}
