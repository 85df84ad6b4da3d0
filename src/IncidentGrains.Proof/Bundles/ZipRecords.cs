using System.Buffers.Binary;
using System.Text;

namespace IncidentGrains.Proof.Bundles;

/// <summary>The records of a zip (PKWARE APPNOTE 4.3) in the one form that a bundle has: stored, ASCII names, no extra fields, no comments.</summary>
internal static class ZipRecords
{
    /// <summary>Bytes of a local header without its name.</summary>
    public const int LocalSize = 30;

    /// <summary>How a local header begins.</summary>
    public const uint LocalSignature = 0x04034b50;

    private const uint DirectorySignature = 0x02014b50;
    private const uint EndSignature = 0x06054b50;
    private const ushort VersionForStored = 10;

    /// <summary>What stands before an entry's bytes.</summary>
    public static byte[] Local(ZipEntry entry)
    {
        var name = Encoding.ASCII.GetBytes(entry.Name);
        var bytes = new byte[LocalSize + name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, LocalSignature);
        Common(bytes.AsSpan(4), entry, name.Length);
        name.CopyTo(bytes, LocalSize);
        return bytes;
    }

    /// <summary>The name's length, check sum and length that a local header tells, whatever else it holds.</summary>
    public static (int NameLength, ZipEntry Entry) ReadLocal(ReadOnlySpan<byte> header, long offset) => (
        BinaryPrimitives.ReadUInt16LittleEndian(header[26..]),
        new ZipEntry("", offset, BinaryPrimitives.ReadUInt32LittleEndian(header[18..]), BinaryPrimitives.ReadUInt32LittleEndian(header[14..]), BinaryPrimitives.ReadUInt32LittleEndian(header[10..])));

    /// <summary>An entry's line in the directory at the end.</summary>
    public static byte[] Directory(ZipEntry entry)
    {
        const int Size = 46;
        var name = Encoding.ASCII.GetBytes(entry.Name);
        var bytes = new byte[Size + name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, DirectorySignature);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), VersionForStored);
        Common(bytes.AsSpan(6), entry, name.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(42), (uint)entry.HeaderOffset);
        name.CopyTo(bytes, Size);
        return bytes;
    }

    /// <summary>What ends the file.</summary>
    public static byte[] End(int count, long directoryOffset, long directoryLength)
    {
        var bytes = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, EndSignature);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)directoryLength);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), (uint)directoryOffset);
        return bytes;
    }

    /// <summary>An instant as zip writes it: steps of two seconds from 1980, here in UTC.</summary>
    public static uint Stamp(DateTimeOffset instant)
    {
        var at = instant.UtcDateTime;
        var year = Math.Clamp(at.Year, 1980, 2107) - 1980;
        return (uint)((year << 25) | (at.Month << 21) | (at.Day << 16) | (at.Hour << 11) | (at.Minute << 5) | (at.Second / 2));
    }

    // Version needed, flags, method, stamp, check sum, both lengths, and the name's: the same in both records.
    private static void Common(Span<byte> to, ZipEntry entry, int nameLength)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(to, VersionForStored);
        BinaryPrimitives.WriteUInt32LittleEndian(to[6..], entry.Stamp);
        BinaryPrimitives.WriteUInt32LittleEndian(to[10..], entry.Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(to[14..], (uint)entry.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(to[18..], (uint)entry.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(to[22..], (ushort)nameLength);
    }
}

/// <summary>An entry of a bundle's zip.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HeaderOffset">Where its local header begins.</param>
/// <param name="Length">Its length.</param>
/// <param name="Crc">Its check sum.</param>
/// <param name="Stamp">When it was made, as zip writes it.</param>
internal sealed record ZipEntry(string Name, long HeaderOffset, long Length, uint Crc, uint Stamp)
{
    /// <summary>Where its bytes begin.</summary>
    public long Offset => HeaderOffset + ZipRecords.LocalSize + Name.Length;
}
