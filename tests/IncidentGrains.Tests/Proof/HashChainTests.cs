using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using IncidentGrains.Proof;

namespace IncidentGrains.Tests.Proof;

/// <summary>The bytes that are hashed, written here a second time from their description, and vectors that were computed elsewhere.</summary>
public sealed class HashChainTests
{
    [Fact]
    public void Hash_OfAnEvent_IsOverTheDescribedBytes()
    {
        var header = new EventHeader("inc-a", 7, "inc-a", "incident.opened.v1", "https://idp.example|라나", 1_763_473_920_123_456);
        var prev = SHA256.HashData("before"u8);
        var digest = SHA256.HashData("payload"u8);
        Assert.Equal(Convert.ToHexString(Expected(prev, header, digest)), Convert.ToHexString(HashChain.Hash(prev, header, digest)));
    }

    [Fact]
    public void Hash_OfAFixedEvent_NeverChanges()
    {
        // Computed by another program (Python's hashlib) over the described bytes; a change here breaks every ledger ever written.
        var header = new EventHeader("inc-a", 1, "inc-a", "t.v1", "i|s", 0);
        var bytes = Convert.FromHexString(
            new string('0', 64) + "69672d6576656e742d31" + "00000005" + "696e632d61" + "0000000000000001" + "00000005" + "696e632d61"
            + "00000004" + "742e7631" + "00000003" + "697c73" + "0000000000000000" + new string('1', 64));
        var digest = Convert.FromHexString(new string('1', 64));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), Convert.ToHexStringLower(HashChain.Hash(HashChain.Genesis, header, digest)));
        Assert.Equal(Vector, Convert.ToHexStringLower(HashChain.Hash(HashChain.Genesis, header, digest)));
    }

    [Fact]
    public void PayloadDigest_IsOverSaltThenPayload()
    {
        // sha256("saltpayload")
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("saltpayload"u8)), Convert.ToHexStringLower(HashChain.PayloadDigest("salt"u8, "payload"u8)));
        // sha256("abc"), FIPS 180-2
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Convert.ToHexStringLower(HashChain.PayloadDigest("a"u8, "bc"u8)));
    }

    [Fact]
    public void Genesis_IsZeroes() => Assert.Equal(new byte[32], HashChain.Genesis);

    [Fact]
    public void Hash_OfAnyEvent_IsOverTheDescribedBytes()
    {
        var text = Gen.String[Gen.Char['\u0020', '\uD7FF'], 0, 700];
        Gen.Select(text, Gen.Long, text, text, text, Gen.Long)
            .Sample((stream, seq, caseId, type, actor, at) =>
            {
                var header = new EventHeader(stream, seq, caseId, type, actor, at);
                return HashChain.Hash(HashChain.Genesis, header, HashChain.Genesis).AsSpan().SequenceEqual(Expected(HashChain.Genesis, header, HashChain.Genesis));
            }, iter: 2_000);
    }

    [Fact]
    public void Hash_OfTextsCutDifferently_Differs()
    {
        var digest = new byte[32];
        var texts = new[] { ("ab", "c"), ("a", "bc"), ("abc", ""), ("", "abc") };
        Assert.Equal(4, texts.Select(t => Convert.ToHexString(HashChain.Hash(HashChain.Genesis, new EventHeader(t.Item1, 1, t.Item2, "t", "a", 0), digest))).Distinct().Count());
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_008)]
    [InlineData(1_009)]
    [InlineData(9_000)]
    public void PayloadDigest_AroundTheStackLimit_IsTheSame(int length)
    {
        var payload = RandomNumberGenerator.GetBytes(length);
        Assert.Equal(SHA256.HashData([.. "0123456789abcdef"u8, .. payload]), HashChain.PayloadDigest("0123456789abcdef"u8, payload));
    }

    private const string Vector = "8a2ee7e6e3782a123624450acc41d333f0bb3727788b5638b83248dc165bcc46";

    private static byte[] Expected(byte[] prev, EventHeader header, byte[] digest)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(prev);
        writer.Write("ig-event-1"u8);
        Text(writer, header.Stream);
        Number(writer, header.Seq);
        Text(writer, header.CaseId);
        Text(writer, header.Type);
        Text(writer, header.Actor);
        Number(writer, header.AtMicros);
        writer.Write(digest);
        return SHA256.HashData(stream.ToArray());
    }

    private static void Text(BinaryWriter writer, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        writer.Write(BinaryPrimitives.ReverseEndianness(utf8.Length));
        writer.Write(utf8);
    }

    private static void Number(BinaryWriter writer, long number) => writer.Write(BinaryPrimitives.ReverseEndianness(number));
}
