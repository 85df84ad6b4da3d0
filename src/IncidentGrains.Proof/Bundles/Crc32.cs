namespace IncidentGrains.Proof.Bundles;

/// <summary>The check sum of zip entries (ISO 3309, reflected polynomial 0xEDB88320). It finds accidents; digests find forgers.</summary>
/// <remarks>Of our own because a verifier that a court reads needs no package.</remarks>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>The sum after more bytes; begin with 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        foreach (var b in bytes)
        {
            crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Entry(int n)
    {
        var value = (uint)n;
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        }

        return value;
    }
}
