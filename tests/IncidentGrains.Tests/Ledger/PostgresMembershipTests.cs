using Npgsql;

namespace IncidentGrains.Tests.Ledger;

/// <summary>The membership queries that Orleans runs: a silo's row and the table's version change together or not at all, whoever races.</summary>
public sealed class PostgresMembershipTests
{
    [PostgresFact]
    public async Task Insert_OfEightSilosFromOneVersion_LetsOneIn()
    {
        await using var database = await LedgerDatabase.Postgres();
        Assert.Equal(1, await Run(database, "InsertMembershipVersionKey"));
        Assert.Equal(0, await Run(database, "InsertMembershipVersionKey"));

        var entered = await Task.WhenAll(Enumerable.Range(1, 8).Select(port => Run(database, "InsertMembershipKey", port)));

        Assert.Equal(1, entered.Sum());
        Assert.Equal((1, 1), await State(database));
    }

    [PostgresFact]
    public async Task Insert_OfASiloThatIsThere_LeavesTheVersion()
    {
        await using var database = await LedgerDatabase.Postgres();
        await Run(database, "InsertMembershipVersionKey");
        await Run(database, "InsertMembershipKey", port: 1);
        Assert.Equal(0, await Run(database, "InsertMembershipKey", port: 1, version: 1));
        Assert.Equal((1, 1), await State(database));
    }

    [PostgresFact]
    public async Task Update_FromAVersionThatPassedOrOfASiloThatIsNotThere_ChangesNothing()
    {
        await using var database = await LedgerDatabase.Postgres();
        await Run(database, "InsertMembershipVersionKey");
        await Run(database, "InsertMembershipKey", port: 1);
        Assert.Equal(0, await Run(database, "UpdateMembershipKey", port: 1, version: 0));
        Assert.Equal(0, await Run(database, "UpdateMembershipKey", port: 2, version: 1));
        Assert.Equal((1, 1), await State(database));
        Assert.Equal(1, await Run(database, "UpdateMembershipKey", port: 1, version: 1, status: 6));
        Assert.Equal((1, 2), await State(database));
    }

    [PostgresFact]
    public async Task Cleanup_RemovesDeadSilosAlone()
    {
        await using var database = await LedgerDatabase.Postgres();
        await Run(database, "InsertMembershipVersionKey");
        await Run(database, "InsertMembershipKey", port: 1);
        await Run(database, "InsertMembershipKey", port: 2, version: 1);
        await Run(database, "UpdateMembershipKey", port: 1, version: 2, status: 6);
        await Run(database, "CleanupDefunctSiloEntriesKey", alive: new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal((1, 3), await State(database));
    }

    // As Orleans does it: all parameters by name, the text from the table.
    private static async Task<int> Run(LedgerDatabase database, string query, int port = 0, int version = 0, int status = 3, DateTime? alive = null)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var find = new NpgsqlCommand("SELECT QueryText FROM OrleansQuery WHERE QueryKey = $1", connection) { Parameters = { new() { Value = query } } };
        await using var command = new NpgsqlCommand((string)(await find.ExecuteScalarAsync())!, connection);
        var now = alive ?? new DateTime(2026, 11, 22, 9, 0, 0, DateTimeKind.Utc);
        foreach (var (name, value) in new (string, object)[]
        {
            ("DeploymentId", "production"), ("Address", "127.0.0.1"), ("Port", port), ("Generation", 7), ("SiloName", "silo"), ("HostName", "host"),
            ("Status", status), ("ProxyPort", 0), ("SuspectTimes", ""), ("StartTime", now), ("IAmAliveTime", now), ("Version", version),
        })
        {
            command.Parameters.AddWithValue(name, value);
        }

        return await command.ExecuteScalarAsync() is int rows ? rows : 0;
    }

    private static async Task<(int Members, int Version)> State(LedgerDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT (SELECT count(*)::integer FROM OrleansMembershipTable), Version FROM OrleansMembershipVersionTable", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt32(0), reader.GetInt32(1));
    }
}
