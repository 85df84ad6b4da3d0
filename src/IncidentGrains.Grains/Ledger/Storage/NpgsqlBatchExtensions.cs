using System.Data.Common;
using Npgsql;

namespace IncidentGrains.Grains.Ledger.Storage;

/// <summary>Positional statements for a batch, and its results one after the other.</summary>
internal static class NpgsqlBatchExtensions
{
    public static void Add(this NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>Reads the current result to its end and moves to the next.</summary>
    public static async Task<List<T>> ReadAll<T>(this DbDataReader reader, Func<DbDataReader, T> row, CancellationToken cancellation)
    {
        // Statements without rows (BEGIN, INSERT) show no result of their own.
        var all = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            all.Add(row(reader));
        }

        await reader.NextResultAsync(cancellation);
        return all;
    }
}
