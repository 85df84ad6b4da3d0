using CsCheck;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Tests.Registry;

/// <summary>A segment holds each person once, as a plain reading of the rows does, and finds them by every identifier.</summary>
public sealed class SegmentTests
{
    [Theory]
    [InlineData(1, 50, 7)]
    [InlineData(2, 3_000, 1_000)]
    [InlineData(3, 20_000, 131_072)]
    public void Segment_OfRandomRows_HoldsEachPersonOnceAsAPlainReadingDoes(int seed, int rows, int perChunk)
    {
        var sample = RegistrySample.Of(new Random(seed), 0, rows, perChunk);
        var members = sample.Members(out var aliases);
        var plainly = sample.Plainly();
        Assert.Equal(plainly.Count, members.Sum(m => m.Count));
        foreach (var (identity, expected) in plainly)
        {
            var key = RegistrySample.Secrets.PersonKeys.Of(identity[0] == 'm' ? IdentifierKind.MemberId : IdentifierKind.Email, System.Text.Encoding.UTF8.GetBytes(identity));
            var range = members[key.Range];
            var place = range.Find(key);
            Assert.True(place >= 0, identity);
            Assert.Equal((expected.Country, expected.Categories), (range.ProfileAt(place).Jurisdiction, range.ProfileAt(place).Categories));
        }

        var sharing = sample.Rows.Where(r => r[0].Length > 0 && r[1] == "shared@shop.example").Select(r => r[0]).Distinct().Count();
        var shared = RegistrySample.Secrets.PersonKeys.Of(IdentifierKind.Email, "shared@shop.example"u8);
        Assert.Equal(sharing, aliases[shared.Range].HoldersOf(shared).Length);
    }

    [Fact]
    public void Segment_FromTheSameChunks_HasTheSameBytes()
    {
        var first = RegistrySample.Of(new Random(4), 0, 2_000, 300).Members(out var firstAliases);
        var second = RegistrySample.Of(new Random(4), 0, 2_000, 300).Members(out var secondAliases);
        Assert.Equal(first.SelectMany(RangeFormat.Write), second.SelectMany(RangeFormat.Write));
        Assert.Equal(firstAliases.SelectMany(RangeFormat.Write), secondAliases.SelectMany(RangeFormat.Write));
    }

    [Fact]
    public void RowsOf_APersonWithSeveralRows_AreAllOfThem()
    {
        var sample = RegistrySample.Of(new Random(5), 0, 4_000, 500);
        var members = sample.Members(out _);
        Assert.Equal(sample.Rows.Count, members.Sum(m => Enumerable.Range(0, m.Count).Sum(p => m.RowsOf(p).Count)));
        var twice = sample.Rows.Index().Where(r => r.Item[0].Length > 0).GroupBy(r => r.Item[0]).First(g => g.Count() > 2);
        var key = RegistrySample.Secrets.PersonKeys.Of(IdentifierKind.MemberId, System.Text.Encoding.UTF8.GetBytes(twice.Key));
        var rows = members[key.Range].RowsOf(members[key.Range].Find(key));
        Assert.Equal(twice.Select(r => (r.Index / 500, r.Index % 500)), rows.Select(r => (r.Chunk, r.Row)));
    }

    [Fact]
    public void Ranges_WrittenAndRead_AreTheSame()
    {
        var members = RegistrySample.Of(new Random(6), 0, 3_000, 700).Members(out var aliases);
        for (var range = 0; range < KeyRun.Ranges; range++)
        {
            Assert.Equal(RangeFormat.Write(members[range]), RangeFormat.Write(RangeFormat.ReadMembers(RangeFormat.Write(members[range]))));
            Assert.Equal(RangeFormat.Write(aliases[range]), RangeFormat.Write(RangeFormat.ReadAliases(RangeFormat.Write(aliases[range]))));
        }
    }

    [Fact]
    public void Ranges_Damaged_AreRefusedOrReadWhole()
    {
        var members = RegistrySample.Of(new Random(7), 0, 2_000, 700).Members(out var aliases);
        var (member, alias) = (RangeFormat.Write(members[3]), RangeFormat.Write(aliases[3]));
        Gen.Select(Gen.Int[0, member.Length - 1], Gen.Byte, Gen.Bool).Sample((at, value, cut) =>
        {
            Readable(() => RangeFormat.ReadMembers(Damaged(member, at, value, cut)).Count);
            Readable(() => RangeFormat.ReadAliases(Damaged(alias, at % alias.Length, value, cut)).Count);
        }, iter: 2_000);
    }

    [Fact]
    public void Search_AmongRandomKeys_FindsWhatABinarySearchDoes() => Gen.Select(Gen.ULong.Array[0, 3_000], Gen.ULong).Sample((keys, other) =>
    {
        ulong[] sorted = [.. keys.Select(k => k >> 8).Distinct().Order()];
        foreach (var value in sorted.Append(other >> 8).Append(0UL).Append(ulong.MaxValue >> 8))
        {
            var expected = Array.BinarySearch(sorted, value);
            Assert.Equal(expected < 0 ? ~expected : expected, KeySearch.LowerBound(sorted, KeySearch.Parts(sorted), value));
        }
    }, iter: 500);

    private static byte[] Damaged(byte[] bytes, int at, byte value, bool cut)
    {
        var damaged = cut ? bytes[..at] : [.. bytes];
        if (!cut)
        {
            damaged[at] ^= value;
        }

        return damaged;
    }

    private static void Readable(Func<int> read)
    {
        try
        {
            Assert.True(read() >= 0);
        }
        catch (InvalidDataException e)
        {
            Assert.Contains("no range", e.Message, StringComparison.Ordinal);
        }
    }
}
