using System.Text.Json;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Rows;
using IncidentGrains.Registry.Synthetic;

namespace IncidentGrains.Tests.Registry.Synthetic;

public sealed class SyntheticFileTests
{
    private static readonly PersonKeys Keys = new("synthetic people"u8);

    private static readonly SyntheticFile Dirty = new()
    {
        Rows = 200_000, Seed = 20251118, Duplicates = 0.07, Dirty = 0.01, LookAlikes = 0.01, Mix = SyntheticMix.Mixed,
        Categories = ["name", "email", "phone", "address"], Some = [new("entry_code", 0.05), new("orders", 0.3)],
    };

    [Theory]
    [InlineData(SyntheticMix.Mixed, true, 200_000)]
    [InlineData(SyntheticMix.Korean, false, 20_000)]
    public void Parse_OfAWrittenFile_ComesToItsTruth(SyntheticMix mix, bool some, int size)
    {
        var file = Dirty with { Mix = mix, Some = some ? Dirty.Some : [], Rows = size };
        var truth = new SyntheticTruth(file);
        var counts = truth.Files[0].Counts;

        var read = new ReadPeople();
        var (rows, rejects, warnings) = read.Add(file, Write(file));

        Assert.Equal(file.Rows, counts.Rows);
        Assert.Equal(counts.Rejected.OrderBy(r => r.Key), rejects.CountBy(r => r.Reason).Select(r => KeyValuePair.Create(r.Key, (long)r.Value)).OrderBy(r => r.Key));
        Assert.Equal(some ? 5 : 4, counts.Rejected.Count);
        Assert.Equal(counts.Rows, rows + rejects.Count);
        Assert.Equal(counts.Members, read.People.Count);
        Assert.Equal(counts.Duplicates, rows - read.People.Count);
        Assert.Equal(counts.Warnings, warnings);
        Assert.InRange(counts.Duplicates, size * 0.065, size * 0.075);
        AssertSame(truth.Members(), read);
    }

    [Fact]
    public void Members_OfOverlappingFiles_AreThoseThatReadingAllGives()
    {
        var file = Dirty with { Rows = 20_000 };
        SyntheticFile[] files = [file with { Rows = 3_000, Some = [] }, file with { First = 1_000, Rows = 8_000, Dirty = 0.1 }, file with { First = 500, Rows = 2_000, Categories = ["address", "name"] }];
        var truth = new SyntheticTruth(files);
        var read = new ReadPeople();
        foreach (var one in files)
        {
            read.Add(one, Write(one), truth.Categories);
        }

        AssertSame(truth.Members(), read);
        var members = truth.Members().ToList();
        Assert.True(members.Exists(m => m.Files == 7) && members.Exists(m => m.Files == 1) && members.Exists(m => m.Files == 2));
        Assert.Equal(members.Count, truth.Files[0].Counts.Members + members.Count(m => !m.In(0)));
        Assert.Equal(["name", "email", "phone", "address", "entry_code", "orders"], truth.Categories);
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes_AndAnotherSeedOthers()
    {
        var file = Dirty with { Rows = 40_000 };
        Assert.Equal(Write(file), Write(file));
        Assert.NotEqual(Write(file), Write(file with { Seed = 1 }));
    }

    [Fact]
    public void Write_MoreRows_BeginsWithTheSameBytes()
    {
        var (few, many) = (Write(Dirty with { Rows = 1_000 }), Write(Dirty with { Rows = 40_000 }));
        Assert.True(many.AsSpan().StartsWith(few));
    }

    [Fact]
    public void Write_CleanFile_IsAllMembersOfOrdinaryLength()
    {
        var file = new SyntheticFile { Rows = 20_000, Seed = 1 };
        var bytes = Write(file);
        var read = new ReadPeople();

        var (rows, rejects, warnings) = read.Add(file, bytes);

        Assert.Empty(rejects);
        Assert.Equal((20_000, 20_000), (rows, read.People.Count));
        Assert.Equal((0L, 0L), (warnings.EmailUnusable, warnings.PhoneUnusable));
        Assert.InRange(bytes.Length / 20_000.0, 137, 157);
    }

    [Theory]
    [InlineData(-1, 0, 0.1, 0.1)]
    [InlineData(10, 79_999_991, 0, 0)]
    [InlineData(10, 0, 0.6, 0.5)]
    [InlineData(10, 0, double.NaN, 0)]
    public void Checked_ImpossibleFile_IsRefused(long rows, long first, double duplicates, double dirty) =>
        Assert.Throws<SyntheticFileException>(() => new SyntheticFile { Rows = rows, Seed = 1, First = first, Duplicates = duplicates, Dirty = dirty }.Checked());

    [Fact]
    public void Truth_OfOtherPeople_IsRefused() =>
        Assert.Throws<SyntheticFileException>(() => new SyntheticTruth(Dirty, Dirty with { Seed = 2 }));

    [Fact]
    public void TruthJson_AddsUp()
    {
        using var json = JsonDocument.Parse(SyntheticTruthJson.Write(Dirty with { Rows = 20_000 }));
        var root = json.RootElement;
        long Sum(string name) => root.GetProperty(name).EnumerateObject().Sum(p => p.Value.GetInt64());
        var members = root.GetProperty("members").GetInt64();

        Assert.Equal([members, members, members], [Sum("by_jurisdiction"), Sum("by_locale"), Sum("by_contact")]);
        Assert.Equal(20_000, members + root.GetProperty("duplicates").GetInt64() + root.GetProperty("rejected").GetInt64());
        Assert.Equal(root.GetProperty("rejected").GetInt64(), Sum("rejected_by"));
        Assert.Equal(members, root.GetProperty("by_category").GetProperty("name").GetInt64());
        Assert.InRange(root.GetProperty("by_category").GetProperty("entry_code").GetInt64(), members / 25, members / 15);
    }

    private static void AssertSame(IEnumerable<SyntheticMember> members, ReadPeople read)
    {
        var expected = members.Select(m => new ReadPerson(m.Files, m.Categories, m.Jurisdiction, m.Locale, m.Contact));
        Assert.Equal(expected.CountBy(p => p).ToDictionary(), read.People.Values.CountBy(p => p).ToDictionary());
    }

    private static byte[] Write(SyntheticFile file)
    {
        using var stream = new MemoryStream();
        SyntheticWriter.Write(file, stream);
        return stream.ToArray();
    }

    private sealed record ReadPerson(ulong Files, ulong Categories, string Jurisdiction, string Locale, byte Contact);

    /// <summary>Cohorts the plain way: a dictionary. Rules of identity as the registry has them.</summary>
    private sealed class ReadPeople
    {
        private int _file;

        public Dictionary<PersonKey, ReadPerson> People { get; } = [];

        public (int Rows, List<RowReject> Rejects, SyntheticWarnings Warnings) Add(SyntheticFile file, byte[] bytes, IReadOnlyList<string>? categories = null)
        {
            // A file without a column for categories names those of its description.
            var mapping = new RowMapping
            {
                Categories = categories ?? file.AllCategories,
                Constants = file.Categories.Count == 0 ? new Dictionary<RowField, string>() : new Dictionary<RowField, string> { [RowField.Categories] = string.Join('|', file.Categories) },
            };
            var (parser, block, chunk) = (new RowParser(mapping, Keys), new RowBlock(), new FileChunk());
            using var stream = new MemoryStream(bytes);
            var chunks = new FileChunks(stream, maxBytes: 1 << 20);
            var (rows, warnings) = (0, default(RowWarnings));
            List<RowReject> rejects = [];
            HashSet<PersonKey> seen = [];
            while (chunks.TryNext(chunk))
            {
                parser.Parse(chunk.Bytes.Span, chunk.FirstLine, block);
                (rows, warnings) = (rows + block.Count, warnings + block.Warnings);
                rejects.AddRange(block.Rejects);
                for (var i = 0; i < block.Count; i++)
                {
                    var profile = block.Profiles[block.Profile[i]];
                    var known = People.GetValueOrDefault(block.Identity[i]);
                    var decides = seen.Add(block.Identity[i]);
                    People[block.Identity[i]] = known is null || decides
                        ? new ReadPerson((known?.Files ?? 0) | (1UL << _file), (known?.Categories ?? 0) | profile.Categories, profile.Jurisdiction, profile.Locale, profile.Contact)
                        : known with { Categories = known.Categories | profile.Categories };
                }
            }

            _file++;
            return (rows, rejects, new SyntheticWarnings(warnings.EmailUnusable, warnings.PhoneUnusable, warnings.CountryUnknown));
        }
    }
}
