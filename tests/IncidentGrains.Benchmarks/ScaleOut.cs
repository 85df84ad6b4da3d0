using System.Globalization;
using IncidentGrains.SystemTests.Clusters;

namespace IncidentGrains.Benchmarks;

/// <summary>P15: what a command costs on 1, 2 and 3 silos. On one machine they share its cores, so it is CPU per command that tells.</summary>
internal static class ScaleOut
{
    // Linux reports CPU time in hundredths of a second, on every platform that .NET runs on.
    private const double MicrosPerTick = 10_000;

    public static async Task<Report> Run(BenchmarkOptions options, int incidents)
    {
        var rows = options.Rows ?? 20_000;
        var results = new List<Result>();
        for (var silos = 1; silos <= 3; silos++)
        {
            await using var cluster = await ClusterProcesses.Start(silos);
            using var load = await ClusterLoad.Prepare(cluster, incidents);
            await load.Run(load.Incidents, rows);
            var (rate, ours, database) = (new List<double>(), new List<double>(), new List<double>());
            for (var i = 0; i < options.Repeats; i++)
            {
                var (oursBefore, databaseBefore) = (Ours(cluster), Database(cluster));
                rate.Add(rows / await load.Run(load.Incidents, rows));
                ours.Add((Ours(cluster) - oursBefore) * MicrosPerTick / rows);
                database.Add((Database(cluster) - databaseBefore) * MicrosPerTick / rows);
            }

            var name = silos == 1 ? "1 silo" : $"{silos} silos";
            results.AddRange([Result.Alone(name, "commands/s", rate), Result.Alone(name, "µs CPU of silos a command", ours), Result.Alone(name, "µs CPU of PostgreSQL a command", database)]);
        }

        return new Report("scale-out", rows, results);
    }

    private static double Ours(ClusterProcesses cluster) => cluster.Silos.Sum(s => Ticks(Stat(s.Id)));

    // Every connection is a process; those that ended are in their parent's account.
    private static double Database(ClusterProcesses cluster)
    {
        var postmaster = cluster.Postgres.Id;
        return Ticks(Stat(postmaster), withEnded: true) + Directory.EnumerateDirectories("/proc")
            .Where(d => int.TryParse(Path.GetFileName(d), out _)).Select(d => Stat(int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture)))
            .Where(s => s.Length > 0 && s[1] == $"{postmaster}").Sum(s => Ticks(s));
    }

    // The fields after the name, which may hold anything: state, parent, … utime is the 12th, stime, cutime and cstime follow.
    private static double Ticks(string[] stat, bool withEnded = false) =>
        stat[11..(withEnded ? 15 : 13)].Sum(t => double.Parse(t, CultureInfo.InvariantCulture));

    private static string[] Stat(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It ended between the listing and the reading.
            return [];
        }
    }
}
