using System.Diagnostics;
using DuckDB.NET.Data;
using IncidentGrains.Registry.Audiences;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Rows;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Benchmarks.Cohorts;

/// <summary>P7: who of a national cohort was not told yet, as rows to send to; peer: DuckDB's anti-join of the same keys.</summary>
internal static class Audience
{
    private const int National = 33_673_817;
    private const int Told = 4_536;

    public static Report Run(BenchmarkOptions options)
    {
        var rows = options.Rows ?? National;
        var random = new Random(20251118);
        var keys = new PersonKey[rows];
        for (var i = 0; i < rows; i++)
        {
            keys[i] = new PersonKey((ulong)random.NextInt64() << 1, (uint)random.Next());
        }

        var told = keys[..Told];
        var (all, some) = (Segment(keys), Segment(told));
        using var duck = new DuckDBConnection("Data Source=:memory:");
        duck.Open();
        Load(duck, "everybody", keys);
        Load(duck, "told", told);
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var i = -1; i < options.Repeats; i++)
        {
            var (mine, peer) = (rows / Ours(all, some, rows - Told), rows / Theirs(duck, rows - Told));
            if (i >= 0)
            {
                ours.Add(mine);
                theirs.Add(peer);
            }
        }

        return new Report("audience", rows, [Result.Of("P7 DuckDB, ANTI JOIN", "persons/s", ours, theirs)]);
    }

    private static double Ours(MemberRange[] all, MemberRange[] told, long expected)
    {
        var audience = AudienceExpression.Parse("cohort(all) - cohort(told)", new AudienceNames(["told", "all"], []));
        var rows = new AudienceRows();
        var watch = Stopwatch.StartNew();
        Parallel.For(0, KeyRun.Ranges, range => rows.Add([new LiveRange(1, told[range]), new LiveRange(2, all[range])], audience));
        return rows.Count == expected ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"{rows.Count} instead of {expected}.");
    }

    // The rows, not only their number: that is what is to be sent to.
    private static double Theirs(DuckDBConnection duck, long expected)
    {
        var watch = Stopwatch.StartNew();
        ImportPeers.Execute(duck, "CREATE OR REPLACE TABLE audience AS SELECT n FROM everybody ANTI JOIN told USING (high, low)");
        var seconds = watch.Elapsed.TotalSeconds;
        using var count = duck.CreateCommand();
        count.CommandText = "SELECT count(*) FROM audience";
        return (long)count.ExecuteScalar()! == expected ? seconds : throw new InvalidOperationException("DuckDB counts otherwise.");
    }

    private static MemberRange[] Segment(PersonKey[] keys)
    {
        var profile = new RowProfile("KR", "ko-KR", 7, 15);
        return [.. keys.Select((key, row) => (key, row)).GroupBy(k => (int)k.key.Range).OrderBy(g => g.Key).Aggregate(new MemberRange[KeyRun.Ranges].Select(_ => MemberRange.Empty).ToArray(), (ranges, group) =>
        {
            var sorted = group.OrderBy(k => k.key).ToArray();
            ranges[group.Key] = new MemberRange(
                [.. sorted.Select(k => k.key.High)], [.. sorted.Select(k => k.key.Low)], [.. sorted.Select(k => new Locator(k.row >> 17, (uint)k.row & 0x1FFFF).Value)],
                new ushort[sorted.Length], [profile], [], []);
            return ranges;
        })];
    }

    private static void Load(DuckDBConnection duck, string table, PersonKey[] keys)
    {
        ImportPeers.Execute(duck, $"CREATE TABLE {table} (high UBIGINT, low UINTEGER, n BIGINT)");
        using var appender = duck.CreateAppender(table);
        for (var i = 0; i < keys.Length; i++)
        {
            appender.CreateRow().AppendValue(keys[i].High).AppendValue(keys[i].Low).AppendValue((long)i).EndRow();
        }
    }
}
