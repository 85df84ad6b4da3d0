using System.Diagnostics;
using IncidentGrains.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Data.Sqlite;

namespace IncidentGrains.Benchmarks;

/// <summary>P13: the board of clocks across incidents, and the assessment of one incident; peer: the board's query on the same rows in bare SQLite.</summary>
internal static class Cases
{
    private const int Callers = 32;

    private const int Asked = 200;

    // Ten obligations and more of an incident: Korea alone has five, the others two to four.
    private static readonly string[] Jurisdictions = ["KR", "JP", "DE", "GB", "AU"];

    public static async Task<Report> Run(BenchmarkOptions options)
    {
        var incidents = options.Rows ?? 10_000;
        using var host = await HostProcess.Start();
        var (cases, api) = (new IncidentsService.IncidentsServiceClient(host.Channel), new RegulatorsService.RegulatorsServiceClient(host.Channel));
        var ids = new string[incidents];
        var began = DateTime.UtcNow.AddDays(-1);
        await InParallel(incidents, async i => ids[i] = (await cases.OpenIncidentAsync(
            new OpenIncidentRequest
            {
                CommandId = $"open-{i}", Title = $"Made-up incident {i}", Facts = { new NewFact { Kind = FactKind.Jurisdictions, Values = { Jurisdictions } } },
                AwarenessClaims = { new NewAwarenessClaim { AwareAt = Timestamp.FromDateTime(began.AddSeconds(i)), AssertedBy = "controller", Basis = "Alert" } },
            },
            host.Headers)).IncidentId);

        // The consumers are done when every incident was assessed; asking for it does what is left.
        await InParallel(incidents, i => api.AssessObligationsAsync(new AssessObligationsRequest { IncidentId = ids[i], CommandId = $"assess-{i}" }, host.Headers).ResponseAsync);
        var clocks = (await api.ListClocksAsync(new ListClocksRequest { PageSize = 1 }, host.Headers)).TotalSize;
        using var peer = new BoardPeer((int)clocks);
        var (board, running, theirs, assess) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var r = -1; r < options.Repeats; r++)
        {
            var all = await Tail(_ => api.ListClocksAsync(new ListClocksRequest(), host.Headers).ResponseAsync);
            var open = await Tail(_ => api.ListClocksAsync(new ListClocksRequest { Filter = "running = true" }, host.Headers).ResponseAsync);
            var bare = await Tail(_ => Task.Run(peer.Page));
            var one = await Tail(i => api.AssessObligationsAsync(
                new AssessObligationsRequest { IncidentId = ids[i * 37 % incidents], CommandId = Guid.NewGuid().ToString() }, host.Headers).ResponseAsync);
            if (r >= 0)
            {
                board.Add(all);
                running.Add(open);
                theirs.Add(bare);
                assess.Add(one);
            }
        }

        return new Report("cases", (int)clocks,
        [
            Result.Of("P13 the same page and count in bare SQLite", "µs p95", running, theirs),
            Result.Alone("board without a filter", "µs p95", board),
            Result.Alone("assessment of one incident, over gRPC", "µs p95", assess),
        ]);
    }

    // The 95th percentile of one caller's calls, in microseconds.
    private static async Task<double> Tail(Func<int, Task> call)
    {
        var taken = new double[Asked];
        for (var i = 0; i < Asked; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            await call(i);
            taken[i] = Stopwatch.GetElapsedTime(clock).TotalMicroseconds;
        }

        Array.Sort(taken);
        return taken[Asked * 95 / 100];
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

    /// <summary>As many rows in a table of the same shape, asked for a page by due instant and the number of all.</summary>
    private sealed class BoardPeer : IDisposable
    {
        private readonly SqliteConnection _connection = new("Data Source=:memory:");

        public BoardPeer(int rows)
        {
            _connection.Open();
            Execute("CREATE TABLE clock (id TEXT PRIMARY KEY, incident TEXT, rule TEXT, status INTEGER, due_at INTEGER, title TEXT) WITHOUT ROWID");
            Execute("CREATE INDEX clock_running ON clock (due_at, id, status) WHERE status IN (1, 6)");
            Execute($"WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < {rows - 1}) INSERT INTO clock SELECT printf('inc-%026d/RULE', i), printf('inc-%026d', i), 'RULE', 1, i * 1000000, 'Made-up' FROM n");
        }

        public void Page()
        {
            Execute("SELECT count(*) FROM clock WHERE status IN (1, 6)");
            using var command = _connection.CreateCommand();
            command.CommandText = "SELECT id, incident, rule, status, due_at, title FROM clock WHERE status IN (1, 6) ORDER BY due_at, id LIMIT 51";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                _ = reader.GetString(0);
            }
        }

        public void Dispose() => _connection.Dispose();

        private void Execute(string sql)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteScalar();
        }
    }
}
