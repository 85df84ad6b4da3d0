using System.Diagnostics;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;
using Npgsql;

namespace IncidentGrains.Benchmarks.Cohorts;

/// <summary>P5, P6: whether people are affected, over gRPC, half of them not; peers: PostgreSQL's prepared <c>= ANY</c>, and a bare gRPC method.</summary>
internal static class Lookup
{
    private const int Batch = 100;
    private const int Callers = 8;

    // How often a round asks for the same people: it then lasts seconds, while a server's first seconds say little of its years.
    private const int Times = 5;

    public static async Task<Report> Batches(BenchmarkOptions options)
    {
        var rows = options.Rows ?? 1_000_000;
        using var people = PeopleFile.Write(rows);
        await using var cluster = await Start();
        using var server = new CohortServer(cluster.Silos[0], cluster.AdminToken);
        await server.Import(people);
        await ImportPeers.PostgresCopy(cluster.Postgres, people);
        await using var source = NpgsqlDataSource.Create(cluster.Postgres.ConnectionString + ";Max Auto Prepare=8");
        string[][] asked = [.. Enumerable.Repeat(Asked(people), Times).SelectMany(k => k)];
        var session = await Session(server);
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var i = -1; i < options.Repeats; i++)
        {
            var mine = await Rate(asked, keys => Ours(server, session, keys));
            var peer = await Rate(asked, keys => Theirs(source, keys));
            if (i >= 0)
            {
                ours.Add(mine);
                theirs.Add(peer);
            }
        }

        return new Report("lookup", rows, [Result.Of("P5 PostgreSQL, prepared = ANY of 100", "keys/s", ours, theirs)]);
    }

    public static async Task<Report> Unary(BenchmarkOptions options)
    {
        var rows = options.Rows ?? 1_000_000;
        using var people = PeopleFile.Write(rows);
        await using var cluster = await Start();
        using var server = new CohortServer(cluster.Silos[0], cluster.AdminToken);
        await server.Import(people);
        using var bare = await BareServer.Start();
        var asked = Asked(people).SelectMany(k => k).Take(Times * 40_000).ToArray();
        var session = await Session(server);
        var (ours, theirs, oursTail, theirsTail) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var api = new CohortsService.CohortsServiceClient(server.Clients.Invoker);
        for (var i = -1; i < options.Repeats; i++)
        {
            var mine = await Calls(asked, key => api.LookUpPersonAsync(Request(server, session, key)).ResponseAsync);
            var peer = await Calls(asked, key => bare.Api.LookUpPersonAsync(Request(server, session, key)).ResponseAsync);
            if (i >= 0)
            {
                ours.Add(mine.Rate);
                theirs.Add(peer.Rate);
                oursTail.Add(mine.Tail);
                theirsTail.Add(peer.Tail);
            }
        }

        return new Report("lookup-unary", rows, [Result.Of("P6 a bare gRPC method", "calls/s", ours, theirs), Result.Of("p99 of a bare gRPC method", "µs", oursTail, theirsTail)]);
    }

    // Without a limit: it is the machine that is measured.
    private static Task<ClusterProcesses> Start() => ClusterProcesses.Start(1, "--Lookups:PerSecond", "0");

    private static async Task<string> Session(CohortServer server) => (await new CohortsService.CohortsServiceClient(server.Clients.Invoker).OpenLookupAsync(
        new OpenLookupRequest { IncidentId = server.IncidentId, CommandId = Clients.NewId(), Reason = "A measurement" })).SessionId;

    // Spread over the file, every other one nobody's.
    private static string[][] Asked(PeopleFile people)
    {
        var random = new Random(1);
        var ids = File.ReadLines(people.Path).Skip(1).Where(_ => random.Next(4) == 0).Select(l => l[..l.IndexOf(',', StringComparison.Ordinal)]).Take(200_000).ToArray();
        random.Shuffle(ids);
        return [.. ids.Select((id, i) => i % 2 == 0 ? id : "x" + id).Chunk(Batch)];
    }

    private static async Task<double> Rate(string[][] batches, Func<string[], Task<int>> ask)
    {
        var found = 0;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (batch, _) => Interlocked.Add(ref found, await ask(batch)));
        var seconds = watch.Elapsed.TotalSeconds;
        var asked = batches.Sum(b => b.Length);
        return found == (asked + 1) / 2 ? asked / seconds : throw new InvalidOperationException($"{found} were found.");
    }

    private static async Task<(double Rate, double Tail)> Calls(string[] keys, Func<string, Task> call)
    {
        var micros = new double[keys.Length];
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, keys.Length, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (i, _) =>
        {
            var began = Stopwatch.GetTimestamp();
            await call(keys[i]);
            micros[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        });
        var seconds = watch.Elapsed.TotalSeconds;
        Array.Sort(micros);
        return (keys.Length / seconds, micros[micros.Length * 99 / 100]);
    }

    private static async Task<int> Ours(CohortServer server, string session, string[] keys)
    {
        var request = new LookUpValuesRequest { IncidentId = server.IncidentId, SessionId = session, Kind = IdentifierKind.MemberId, Values = { keys } };
        return (await new CohortsService.CohortsServiceClient(server.Clients.Invoker).LookUpValuesAsync(request)).Affected.Count(a => a == Affected.Yes);
    }

    private static async Task<int> Theirs(NpgsqlDataSource source, string[] keys)
    {
        await using var command = source.CreateCommand("SELECT count(*) FROM people WHERE member_id = ANY($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = keys });
        return (int)(long)(await command.ExecuteScalarAsync())!;
    }

    private static LookUpPersonRequest Request(CohortServer server, string session, string key) => new()
    {
        IncidentId = server.IncidentId, SessionId = session, Identifier = new PersonIdentifier { Kind = IdentifierKind.MemberId, Value = key },
    };
}
