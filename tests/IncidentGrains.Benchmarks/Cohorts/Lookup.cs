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

    // Batches that a caller has under way: the next are sent while the first is on its way, as the API invites to.
    private const int Ahead = 4;

    // Rounds that do not count. What a server does often is compiled anew for half a minute; it then runs for months.
    private const int WarmUps = 5;

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
        for (var i = -WarmUps; i < options.Repeats; i++)
        {
            var mine = await Rate(asked, batches => Ours(server, session, batches));
            var peer = await Rate(asked, batches => Theirs(source, batches));
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
        for (var i = -WarmUps; i < options.Repeats; i++)
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

    private static async Task<double> Rate(string[][] batches, Func<IEnumerable<string[]>, Task<int>> ask)
    {
        var watch = Stopwatch.StartNew();
        var found = (await Task.WhenAll(batches.Chunk(batches.Length / Callers).Select(own => Task.Run(() => ask(own))))).Sum();
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

    private static async Task<int> Ours(CohortServer server, string session, IEnumerable<string[]> batches)
    {
        using var call = new CohortsService.CohortsServiceClient(server.Clients.Invoker).LookUpValues();
        var (found, open) = (0, 0);
        foreach (var keys in batches)
        {
            await call.RequestStream.WriteAsync(new LookUpValuesRequest { IncidentId = server.IncidentId, SessionId = session, Kind = IdentifierKind.MemberId, Values = { keys } });
            if (++open == Ahead)
            {
                found += await Next();
                open--;
            }
        }

        while (open-- > 0)
        {
            found += await Next();
        }

        return found;

        async Task<int> Next()
        {
            await call.ResponseStream.MoveNext(CancellationToken.None);
            return call.ResponseStream.Current.Affected.Count(a => a == Affected.Yes);
        }
    }

    private static async Task<int> Theirs(NpgsqlDataSource source, IEnumerable<string[]> batches)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM people WHERE member_id = ANY($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<string[]>());
        await command.PrepareAsync();
        var found = 0;
        foreach (var keys in batches)
        {
            command.Parameters[0].Value = keys;
            found += (int)(long)(await command.ExecuteScalarAsync())!;
        }

        return found;
    }

    private static LookUpPersonRequest Request(CohortServer server, string session, string key) => new()
    {
        IncidentId = server.IncidentId, SessionId = session, Identifier = new PersonIdentifier { Kind = IdentifierKind.MemberId, Value = key },
    };
}
