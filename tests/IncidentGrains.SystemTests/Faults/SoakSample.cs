using System.Globalization;
using System.Text;
using IncidentGrains.SystemTests.Clusters;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>What a running cluster holds at a moment: memory of each silo, rows of each table.</summary>
/// <param name="At">Since the load began.</param>
/// <param name="Commands">Acknowledged so far.</param>
/// <param name="Resident">Megabytes of memory of each silo, as the system counts them.</param>
/// <param name="Managed">Megabytes of each silo's heap after its last collection.</param>
/// <param name="Rows">Rows of each table.</param>
internal sealed record SoakSample(
    TimeSpan At, long Commands, IReadOnlyList<double> Resident, IReadOnlyList<double> Managed, IReadOnlyDictionary<string, long> Rows)
{
    private const string CountAll =
        """
        SELECT relname || ' ' || (xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM ' || quote_ident(relname), false, true, '')))[1]
        FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
        """;

    public static async Task<SoakSample> Take(ClusterProcesses cluster, SoakLoad load)
    {
        var rows = (await cluster.Postgres.Query(CountAll)).Split('\n').Select(l => l.Split(' ')).ToDictionary(l => l[0], l => long.Parse(l[1]), StringComparer.Ordinal);
        var resident = cluster.Silos.Select(s => ResidentOf(s.Id)).ToList();
        var managed = await Task.WhenAll(cluster.Silos.Select(s => ManagedOf(s.Rest, cluster.AdminToken)));
        return new SoakSample(load.Elapsed, load.Acknowledged, resident, managed, rows);
    }

    /// <summary>How much a figure grows a minute, by least squares.</summary>
    public static double Slope(IReadOnlyList<SoakSample> samples, Func<SoakSample, double> figure)
    {
        var (x, y) = (samples.Average(s => s.At.TotalMinutes), samples.Average(figure));
        return samples.Sum(s => (s.At.TotalMinutes - x) * (figure(s) - y)) / samples.Sum(s => Math.Pow(s.At.TotalMinutes - x, 2));
    }

    /// <summary>The samples as a table, one a line.</summary>
    public static string Table(IReadOnlyList<SoakSample> samples)
    {
        var tables = samples[^1].Rows.Keys.Order(StringComparer.Ordinal).ToArray();
        var text = new StringBuilder("   at  commands  resident MB (managed)").Append("          ").AppendJoin("  ", tables).AppendLine();
        foreach (var sample in samples)
        {
            var memory = string.Join("  ", sample.Resident.Zip(sample.Managed).Select(m => $"{m.First:0} ({m.Second:0.0})"));
            var rows = string.Join("  ", tables.Select(t => sample.Rows.GetValueOrDefault(t).ToString(CultureInfo.InvariantCulture).PadLeft(t.Length)));
            text.AppendLine($"{sample.At:mm\\:ss}  {sample.Commands,8}  {memory,-35}  {rows}");
        }

        return text.ToString();
    }

    private static double ResidentOf(int process) => File.ReadLines($"/proc/{process}/status")
        .Where(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Select(l => double.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024).Single();

    private static async Task<double> ManagedOf(Uri rest, string token)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var metrics = await http.GetStringAsync(new Uri(rest, "metrics"));
        return metrics.Split('\n').Where(l => l.StartsWith("dotnet_gc_last_collection_heap_size", StringComparison.Ordinal))
            .Sum(l => double.Parse(l.Split(' ')[1], CultureInfo.InvariantCulture)) / 1024 / 1024;
    }
}
