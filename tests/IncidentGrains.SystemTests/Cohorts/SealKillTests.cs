using IncidentGrains.Registry.Synthetic;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Cohorts;

/// <summary>F16: the server dies at seeded moments of sealing; the people count not at all or all at once, exactly, and nothing is left behind.</summary>
/// <remarks>INCIDENTGRAINS_SEAL_KILLS sets how often it dies.</remarks>
[Collection(RealProcesses.Name)]
public sealed class SealKillTests(ITestOutputHelper output)
{
    private static readonly SyntheticFile First = new() { Rows = 5_000, Seed = 3, Duplicates = 0.05, Categories = ["name"] };

    [Fact]
    public async Task Sealing_KilledAtSeededMoments_EndsExactly_AndLeavesNothing()
    {
        var random = new Random(Seed.Print(output));
        var kills = Seed.Setting("INCIDENTGRAINS_SEAL_KILLS", 2);
        await using var server = await ServerProcess.Start();
        var (incident, imports) = ("", new List<string>());
        var files = new List<SyntheticFile>();
        using (var clients = new Clients(server.Grpc, server.AdminToken))
        {
            var cohorts = await CohortClient.Open(clients);
            incident = cohorts.IncidentId;
            imports.Add((await cohorts.Import("c0", First, rowsPerChunk: 1_000)).ImportId);
            files.Add(First);
        }

        for (var kill = 1; kill <= kills; kill++)
        {
            var file = First with { First = kill * 2_000, Rows = 40_000 };
            var before = 0L;
            using (var clients = new Clients(server.Grpc, server.AdminToken))
            {
                var cohorts = new CohortClient(clients, incident);
                before = await cohorts.Count();
                await cohorts.Define($"c{kill}", [.. file.AllCategories]);
                var import = await cohorts.Begin($"c{kill}");
                var chunks = CohortClient.Chunks(file, rowsPerChunk: 5_000);
                await cohorts.Upload(import.ImportId, chunks);
                await cohorts.BeginSealing(import.ImportId, chunks);
                imports.Add(import.ImportId);
                files.Add(file);
            }

            await Task.Delay(random.Next(0, 900));
            await server.Kill();
            await server.Restart();
            var expected = (long)new SyntheticTruth(files).Members().LongCount();
            using (var clients = new Clients(server.Grpc, server.AdminToken))
            {
                var cohorts = new CohortClient(clients, incident);
                Assert.Contains(await cohorts.Count(), new[] { before, expected });
                Assert.Equal(ImportState.Sealed, (await cohorts.Ended(imports[^1])).State);
                Assert.Equal(expected, await cohorts.Count());
            }
        }

        await NothingIsLeft(server.Data, imports);
        output.WriteLine($"{kills} kills while sealing; {files.Sum(f => f.Rows):N0} rows");
    }

    // Each sealed import is its chunks, its ranges and one manifest: 256 ranges each, at 5,000 people and more none of them empty.
    private static async Task NothingIsLeft(string data, IReadOnlyList<string> imports)
    {
        await using var registry = new SqliteConnection($"Data Source={Path.Combine(data, "registry.db")};Mode=ReadOnly;Pooling=False");
        await using var keys = new SqliteConnection($"Data Source={Path.Combine(data, "registry-keys.db")};Mode=ReadOnly;Pooling=False");
        await registry.OpenAsync();
        await keys.OpenAsync();
        foreach (var import in imports)
        {
            var expected = 256 + 256 + 1 + await Number(registry, "SELECT count(*) FROM import_chunk WHERE import_id = $import", import);
            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (await Number(registry, "SELECT count(*) FROM blob WHERE owner = $import", import) != expected || await Number(keys, "SELECT count(*) FROM blob_key WHERE owner = $import", import) != expected)
            {
                // Sweeping follows sealing, and the claim of a process that was killed has to run out first.
                await Task.Delay(200, bound.Token);
            }
        }
    }

    private static async Task<long> Number(SqliteConnection connection, string sql, string import)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$import", import);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
