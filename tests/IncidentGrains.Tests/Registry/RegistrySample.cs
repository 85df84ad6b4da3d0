using System.Text;
using IncidentGrains.Registry.Audiences;
using IncidentGrains.Registry.Rows;
using IncidentGrains.Registry.Sealing;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Tests.Registry;

/// <summary>Made-up people in chunks, what a segment makes of them, and what a plain reading does.</summary>
internal sealed class RegistrySample
{
    public static readonly string[] Categories = ["name", "email", "entry_code"];

    private static readonly string[] Countries = ["KR", "KR", "KR", "TW", "US"];

    private RegistrySample(IReadOnlyList<string[]> rows, int perChunk)
    {
        Rows = rows;
        Mapping = new RowMapping { Categories = Categories };
        foreach (var chunk in rows.Chunk(perChunk))
        {
            var block = new RowBlock();
            new RowParser(Mapping, Secrets.PersonKeys).Parse(Csv(chunk), 2, block);
            Blocks.Add(block);
        }
    }

    public static IncidentSecrets Secrets { get; } = IncidentSecrets.Create();

    public RowMapping Mapping { get; }

    /// <summary>member id, e-mail, phone, country, categories.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    public List<RowBlock> Blocks { get; } = [];

    /// <summary>Rows of people number <paramref name="first"/> and on; some twice, some sharing an address, some without a member id.</summary>
    public static RegistrySample Of(Random random, int first, int rows, int perChunk)
    {
        var all = new List<string[]>();
        for (var i = 0; i < rows; i++)
        {
            var person = first + random.Next(rows);
            all.Add([
                person % 7 == 0 ? "" : $"m{person}",
                person % 5 == 0 ? "shared@shop.example" : $"p{person}@mail.example",
                person % 3 == 0 ? "" : $"010-{person / 10000 % 10000:0000}-{person % 10000:0000}",
                Countries[random.Next(Countries.Length)],
                random.Next(4) == 0 ? "name|entry_code" : "name|email",
            ]);
        }

        return new RegistrySample(all, perChunk);
    }

    /// <summary>These rows.</summary>
    public static RegistrySample From(IReadOnlyList<string[]> rows, int perChunk) => new(rows, perChunk);

    public MemberRange[] Members(out AliasRange[] aliases)
    {
        var builder = new SegmentBuilder(new Runs([.. Blocks.Select(KeyRun.Of)]));
        var work = new SegmentWorkspace();

        // Downwards: no order may matter.
        var members = new MemberRange[KeyRun.Ranges];
        aliases = new AliasRange[KeyRun.Ranges];
        for (var range = KeyRun.Ranges - 1; range >= 0; range--)
        {
            members[range] = builder.Members(range, work);
        }

        for (var range = 0; range < KeyRun.Ranges; range++)
        {
            aliases[range] = builder.Aliases(range, work);
        }

        return members;
    }

    /// <summary>The people by identity, read plainly: country of the first row, categories of all.</summary>
    public Dictionary<string, (string Country, ulong Categories)> Plainly()
    {
        var people = new Dictionary<string, (string Country, ulong Categories)>(StringComparer.Ordinal);
        foreach (var row in Rows)
        {
            var identity = row[0].Length > 0 ? row[0] : row[1];
            var bits = row[4].Split('|').Aggregate(0UL, (b, c) => b | (1UL << Array.IndexOf(Categories, c)));
            people[identity] = people.TryGetValue(identity, out var known) ? (known.Country, known.Categories | bits) : (row[3], bits);
        }

        return people;
    }

    public static Census Count(params IReadOnlyList<(ulong Cohort, MemberRange[] Members)> segments)
    {
        var taker = new CensusTaker();
        for (var range = 0; range < KeyRun.Ranges; range++)
        {
            taker.Add([.. segments.Select(s => new LiveRange(s.Cohort, s.Members[range]))]);
        }

        return taker.Taken();
    }

    private static byte[] Csv(IEnumerable<string[]> rows) => Encoding.UTF8.GetBytes(
        "member_id,email,phone,country,categories\n" + string.Concat(rows.Select(r => string.Join(',', r) + "\n")));

    public sealed class Runs(IReadOnlyList<KeyRun> runs) : IKeyRuns
    {
        public int Count => runs.Count;

        public int Rows(int chunk) => runs[chunk].Rows;

        public IReadOnlyList<RowProfile> Profiles(int chunk) => runs[chunk].Profiles;

        public int Members(int chunk, int range, Span<MemberEntry> into) => Copy(runs[chunk].Members(range), into);

        public int Aliases(int chunk, int range, Span<AliasEntry> into) => Copy(runs[chunk].Aliases(range), into);

        private static int Copy<T>(ReadOnlySpan<T> from, Span<T> into)
        {
            if (from.Length <= into.Length)
            {
                from.CopyTo(into);
            }

            return from.Length;
        }
    }
}
