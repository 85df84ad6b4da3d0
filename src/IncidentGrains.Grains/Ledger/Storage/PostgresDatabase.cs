using System.Data.Common;
using Npgsql;

namespace IncidentGrains.Grains.Ledger.Storage;

/// <summary>PostgreSQL: a connection of the pool for each.</summary>
internal sealed class PostgresDatabase(NpgsqlDataSource source) : IDatabase
{
    public async Task<T> Read<T>(Func<DbConnection, Task<T>> query)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await query(connection);
    }

    public Task<T> Write<T>(Func<DbConnection, Task<T>> statement) => Read(statement);
}
