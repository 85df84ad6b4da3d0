using Npgsql;

namespace IncidentGrains.SystemTests.Bus;

/// <summary>A database of one test on the tests' PostgreSQL; gone with the test.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _name = "ig_" + Guid.NewGuid().ToString("N");

    private static string Server => Environment.GetEnvironmentVariable(SkippableByPostgresAttribute.Variable)!;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(Server) { Database = _name, Pooling = false }.ToString();

    public static async Task<TestDatabase> Create()
    {
        var made = new TestDatabase();
        await Execute($"CREATE DATABASE {made._name}");
        return made;
    }

    /// <summary>How many statements wait for a lock; asked on a connection of its own, since a transaction sees the same answer all along.</summary>
    public async Task<long> Waiting()
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM pg_stat_activity WHERE datname = '{_name}' AND wait_event_type = 'Lock'", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync() => await Execute($"DROP DATABASE {_name} WITH (FORCE)");

    private static async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A test that needs PostgreSQL: skipped, with the reason, where none is offered.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SkippableByPostgresAttribute : FactAttribute
{
    public const string Variable = "INCIDENTGRAINS_TEST_POSTGRES";

    public SkippableByPostgresAttribute()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
        {
            Skip = $"{Variable} is not set: run `bash tests/run.sh`, which starts a PostgreSQL for the tests.";
        }
    }
}
