using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Segments;

/// <summary>What stands at the place of somebody who was erased, so that other people's places stay as they are.</summary>
public static class Erased
{
    // No file can give this: contact flags of people use the lower bits.
    private const byte Flag = 0x80;

    /// <summary>The profile of such a place.</summary>
    public static RowProfile Profile { get; } = new("", "", Flag, 0);

    /// <summary>True if nobody stands there any more.</summary>
    public static bool Is(in RowProfile profile) => profile.Contact == Flag;
}
