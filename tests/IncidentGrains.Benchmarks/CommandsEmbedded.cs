using System.Collections.Concurrent;
using System.Diagnostics;
using IncidentGrains.V1;

namespace IncidentGrains.Benchmarks;

/// <summary>P11: durable incident commands over gRPC on SQLite.</summary>
internal static class CommandsEmbedded
{
    private const int Callers = 64;

    public static async Task<Report> Run(BenchmarkOptions options, int incidents)
    {
        var rows = options.Rows ?? 20_000;
        using var host = await HostProcess.Start();
        var client = new IncidentsService.IncidentsServiceClient(host.Channel);
        var ids = new ConcurrentBag<string>();
        await InParallel(incidents, async i => ids.Add(
            (await client.OpenIncidentAsync(new OpenIncidentRequest { CommandId = $"open-{i}", Title = $"Made-up incident {i}" }, host.Headers)).IncidentId));
        var all = ids.ToArray();
        using var peer = new SqlitePeer(all);
        await Ours(all, rows);
        peer.Run(rows);
        var (ours, theirs, hot) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < options.Repeats; i++)
        {
            ours.Add(rows / await Ours(all, rows));
            theirs.Add(rows / peer.Run(rows));
            hot.Add(rows / 10 / await Ours(all[..1], rows / 10));
        }

        return new Report("commands-embedded", rows,
        [
            Result.Of("one SQLite transaction a command", "commands/s", ours, theirs),
            Result.Alone("one hot incident", "commands/s", hot),
        ]);

        async Task<double> Ours(string[] targets, int commands)
        {
            var clock = Stopwatch.StartNew();
            await InParallel(commands, i => client.AddTimelineEntryAsync(
                new AddTimelineEntryRequest
                {
                    IncidentId = targets[i % targets.Length],
                    CommandId = Guid.NewGuid().ToString(),
                    Text = $"Entry {i} of a made-up timeline, about as long as people write them.",
                },
                host.Headers).ResponseAsync);
            return clock.Elapsed.TotalSeconds;
        }
    }

    private static Task InParallel(int count, Func<int, Task> call)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                await call(i);
            }
        })));
    }
}
