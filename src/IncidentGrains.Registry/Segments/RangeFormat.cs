using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Segments;

/// <summary>The bytes of ranges as they are sealed: little-endian columns behind a short head. Equal ranges have equal bytes.</summary>
/// <remarks>
/// A person takes 12 bytes of key, 4 of place and 1 or 2 of profile, a further identifier 12 and 4. Keys are as good as
/// random, so nothing of this can be compressed; the profiles of a range are few, so most take a byte.
/// </remarks>
public static class RangeFormat
{
    private const uint MemberMagic = 0x314D4749; // "IGM1"
    private const uint AliasMagic = 0x31414749;  // "IGA1"

    /// <summary>The bytes of a range of members.</summary>
    public static byte[] Write(MemberRange range)
    {
        var head = new MemoryStream();
        using (var writer = new BinaryWriter(head, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(MemberMagic);
            writer.Write(range.Count);
            writer.Write(range.FurtherPlaces.Length);
            writer.Write(range.Table.Length);
            foreach (var profile in range.Table)
            {
                writer.Write(profile.Jurisdiction);
                writer.Write(profile.Locale);
                writer.Write(profile.Contact);
                writer.Write(profile.Categories);
            }
        }

        var narrow = range.Table.Length <= byte.MaxValue + 1;
        var bytes = new byte[head.Length + Columns(range.Count, range.FurtherPlaces.Length, narrow)];
        head.GetBuffer().AsSpan(0, (int)head.Length).CopyTo(bytes);
        var rest = bytes.AsSpan((int)head.Length);
        Put(range.High, ref rest);
        Put(range.Low, ref rest);
        Put(range.Locators, ref rest);
        Put(range.FurtherPlaces, ref rest);
        Put(range.FurtherLocators, ref rest);
        if (!narrow)
        {
            Put(range.Profiles, ref rest);
        }
        else
        {
            for (var i = 0; i < range.Count; i++)
            {
                rest[i] = (byte)range.Profiles[i];
            }
        }

        return bytes;
    }

    /// <summary>The bytes of a range of aliases.</summary>
    public static byte[] Write(AliasRange range)
    {
        var bytes = new byte[8 + (16L * range.Count)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, AliasMagic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), range.Count);
        var rest = bytes.AsSpan(8);
        Put(range.High, ref rest);
        Put(range.Low, ref rest);
        Put(range.Persons, ref rest);
        return bytes;
    }

    /// <summary>Reads a range of members.</summary>
    /// <exception cref="InvalidDataException">The bytes are none.</exception>
    public static MemberRange ReadMembers(byte[] bytes)
    {
        try
        {
            var stream = new MemoryStream(bytes);
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            Expect(reader.ReadUInt32() == MemberMagic);
            var (count, further) = (reader.ReadInt32(), reader.ReadInt32());
            var table = new RowProfile[Bounded(reader.ReadInt32(), bytes.Length)];
            for (var i = 0; i < table.Length; i++)
            {
                table[i] = new RowProfile(string.Intern(reader.ReadString()), string.Intern(reader.ReadString()), reader.ReadByte(), reader.ReadUInt64());
            }

            var narrow = table.Length <= byte.MaxValue + 1;
            ReadOnlySpan<byte> rest = bytes.AsSpan((int)stream.Position);
            Expect(count >= 0 && further >= 0 && rest.Length == Columns(count, further, narrow));
            var (high, low, locators) = (Take<ulong>(count, ref rest), Take<uint>(count, ref rest), Take<uint>(count, ref rest));
            var (furtherPlaces, furtherLocators) = (Take<uint>(further, ref rest), Take<uint>(further, ref rest));
            var profiles = narrow ? Array.ConvertAll(rest.ToArray(), b => (ushort)b) : Take<ushort>(count, ref rest);
            Expect(Array.TrueForAll(profiles, p => p < table.Length));
            return new MemberRange(high, low, locators, profiles, table, furtherPlaces, furtherLocators);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or IOException)
        {
            throw Damaged(e);
        }
    }

    /// <summary>Reads a range of aliases.</summary>
    /// <exception cref="InvalidDataException">The bytes are none.</exception>
    public static AliasRange ReadAliases(byte[] bytes)
    {
        Expect(bytes.Length >= 8 && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == AliasMagic);
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4));
        ReadOnlySpan<byte> rest = bytes.AsSpan(8);
        Expect(count >= 0 && rest.Length == 16L * count);
        return new AliasRange(Take<ulong>(count, ref rest), Take<uint>(count, ref rest), Take<uint>(count, ref rest));
    }

    private static long Columns(int count, int further, bool narrow) => (count * (narrow ? 17L : 18L)) + (further * 8L);

    private static int Bounded(int count, int most) => count >= 0 && count <= most ? count : throw Damaged(null);

    private static void Expect(bool isSo)
    {
        if (!isSo)
        {
            throw Damaged(null);
        }
    }

    private static InvalidDataException Damaged(Exception? inner) => new("The bytes are no range of a segment.", inner);

    private static void Put<T>(ReadOnlySpan<T> values, ref Span<byte> rest)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }

    private static T[] Take<T>(int count, ref ReadOnlySpan<byte> rest)
        where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(count);
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        rest[..bytes.Length].CopyTo(bytes);
        rest = rest[bytes.Length..];
        return values;
    }
}
