namespace IncidentGrains.Registry.Synthetic;

/// <summary>Numbers that look random and are a plain function of where they are asked for, so any row can be made without those before it.</summary>
/// <remarks>The output function of SplitMix64 (Steele, Lea, Flood 2014) over a counter.</remarks>
internal static class Draw
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The number at a place of a stream.</summary>
    public static ulong Of(ulong stream, long place)
    {
        var z = stream + ((ulong)place * Golden);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A stream of its own.</summary>
    public static ulong Stream(long seed, long purpose) => Of(Of(0, seed), purpose);

    /// <summary>True for about that share of numbers.</summary>
    public static bool Happens(ulong number, double share) => (number >> 32) < share * 4294967296.0;
}
