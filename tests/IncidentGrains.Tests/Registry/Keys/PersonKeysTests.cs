using System.Buffers.Binary;
using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Tests.Registry.Keys;

public sealed class PersonKeysTests
{
    // SipHash-2-4-128 of 00, 00 01, 00 01 02 … under the key 00 … 0f, from the test vectors of the authors' reference implementation.
    private static readonly string[] Vectors =
    [
        "da87c1d86b99af44347659119b22fc45", "8177228da4a45dc7fca38bdef60affe4", "9c70b60c5267a94e5f33b6b02985ed51", "f88164c12d9c8faf7d0f6e7c7bcd5579",
        "1368875980776f8854527a07690e9627", "14eeca338b208613485ea0308fd7a15e", "a1f1ebbed8dbc153c0b84aa61ff08239", "3b62a9ba6258f5610f83e264f31497b4",
        "264499060ad9baabc47f8b02bb6d71ed", "00110dc378146956c95447d3f3d0fbba", "0151c568386b6677a2b4dc6f81e5dc18", "d626b266905ef35882634df68532c125",
        "9869e247e9c08b10d029934fc4b952f7", "31fcefac66d7de9c7ec7485fe4494902", "5493e99933b0a8117e08ec0f97cfc3d9", "6ee2a4ca67b054bbfd3315bf85230577",
        "473d06e8738db89854c066c47ae47740", "a426e5e423bf4885294da481feaef723", "78017731cf65fab074d5208952512eb1",
        "9e25fc833f2290733e9344a5e83839eb", "568e495abe525a218a2214cd3e071d12", "4a29b54552d16b9a469c10528eff0aae", "c9d184ddd5a9f5e0cf8ce29a9abf691c",
        "2db479ae78bd50d8882a8a178a6132ad",
    ];

    private static readonly PersonKeys Keys = new([.. Enumerable.Range(0, 16).Select(i => (byte)i)]);

    [Fact]
    public void Digest_OfTheReferenceInputs_IsTheReferenceOutput()
    {
        var prf = new SipHash128([.. Enumerable.Range(0, 16).Select(i => (byte)i)]);
        for (var length = 1; length <= Vectors.Length; length++)
        {
            var rest = Enumerable.Range(1, length - 1).Select(i => (byte)i).ToArray();
            var (first, second) = prf.Digest(0, rest);
            var bytes = new byte[16];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, first);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), second);
            Assert.Equal(Vectors[length - 1], Convert.ToHexStringLower(bytes));
        }
    }

    [Fact]
    public void Of_IsTheFirstTwelveBytesOfTheDigestOverKindAndForm()
    {
        // The reference input 01 … would begin with another byte: kind 1 and form 02 03 are 01 02 03.
        var (first, second) = new SipHash128([.. Enumerable.Range(0, 16).Select(i => (byte)i)]).Digest(1, [2, 3]);
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, first);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), second);

        var key = Keys.Of(IdentifierKind.MemberId, [2, 3]);

        Assert.Equal(new PersonKey(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(8))), key);
        Assert.Equal(bytes[0], key.Range);
    }

    [Fact]
    public void Of_OtherKindOrFormOrIncident_IsAnotherKey()
    {
        var key = Keys.Of(IdentifierKind.Email, "a"u8);

        Assert.NotEqual(key, Keys.Of(IdentifierKind.Phone, "a"u8));
        Assert.NotEqual(key, Keys.Of(IdentifierKind.Email, "b"u8));
        Assert.NotEqual(key, new PersonKeys(new byte[16]).Of(IdentifierKind.Email, "a"u8));
        Assert.Equal(key, Keys.Of(IdentifierKind.Email, "a"u8));
        Assert.Throws<ArgumentException>(() => new PersonKeys(new byte[15]));
    }

    [Fact]
    public void Key_OrderAndRange_AreThoseOfItsBytes()
    {
        PersonKey[] keys = [new(2UL << 56, 0), new(1, 5), new(1, 4), new(0, 1), new(ulong.MaxValue, 0)];

        Assert.Equal([new(0, 1), new(1, 4), new(1, 5), new(2UL << 56, 0), new(ulong.MaxValue, 0)], keys.Order());
        Assert.Equal([2, 0, 0, 0, 255], keys.Select(k => (int)k.Range));
        Assert.True(default(PersonKey).IsNone);
        Assert.All(keys, k => Assert.False(k.IsNone));
    }

    [Fact]
    public void Of_ManyForms_SpreadsOverAllRanges()
    {
        var counts = new int[256];
        for (var i = 0; i < 65_536; i++)
        {
            counts[Keys.Of(IdentifierKind.MemberId, BitConverter.GetBytes(i)).Range]++;
        }

        // 256 a range are expected, with a deviation of 16.
        Assert.All(counts, count => Assert.InRange(count, 256 - 96, 256 + 96));
        Assert.Equal(65_536, counts.Sum());
    }
}
