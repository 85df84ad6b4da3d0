using System.Data.Common;
using Dapper;
using IncidentGrains.Registry.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace IncidentGrains.Grains.Cohorts.Storage;

/// <summary>Blobs in PostgreSQL: rows of a page each, written by COPY.</summary>
internal sealed class PostgresBlobTable : IBlobTable
{
    // With its headers, the row then fills a page of 8 KiB: larger ones would be cut up, at four times the cost.
    private const int PageBytes = 8000;

    public async Task Insert(DbConnection connection, DbTransaction transaction, string owner, IReadOnlyList<SealedBlob> blobs)
    {
        await connection.ExecuteAsync(
            "INSERT INTO blob (digest, owner, size) SELECT d, @owner, s FROM unnest(@digests, @sizes) AS u(d, s)",
            new { owner, digests = blobs.Select(b => b.Digest).ToArray(), sizes = blobs.Select(b => b.Bytes.Length).ToArray() }, transaction);
        await using var copy = await ((NpgsqlConnection)connection).BeginBinaryImportAsync("COPY blob_page (digest, part, bytes) FROM STDIN (FORMAT BINARY)");
        foreach (var blob in blobs)
        {
            for (int part = 0, from = 0; from < blob.Bytes.Length; part++, from += PageBytes)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(blob.Digest, NpgsqlDbType.Bytea);
                await copy.WriteAsync(part, NpgsqlDbType.Integer);
                await copy.WriteAsync(new ReadOnlyMemory<byte>(blob.Bytes, from, Math.Min(PageBytes, blob.Bytes.Length - from)), NpgsqlDbType.Bytea);
            }
        }

        await copy.CompleteAsync();
    }

    public async Task<byte[]?> Read(DbConnection connection, byte[] digest)
    {
        if (await connection.ExecuteScalarAsync<int?>("SELECT size FROM blob WHERE digest = @digest", new { digest }) is not { } size)
        {
            return null;
        }

        // A missing part leaves the bytes short, which their digest then tells.
        var bytes = new byte[size];
        var at = 0;
        await using var reader = await connection.ExecuteReaderAsync("SELECT bytes FROM blob_page WHERE digest = @digest ORDER BY part", new { digest });
        while (await reader.ReadAsync())
        {
            at += (int)reader.GetBytes(0, 0, bytes, at, bytes.Length - at);
        }

        return at == size ? bytes : bytes[..at];
    }

    public async Task Delete(DbConnection connection, DbTransaction transaction, IReadOnlyList<byte[]> digests)
    {
        await connection.ExecuteAsync("DELETE FROM blob_page WHERE digest = ANY(@digests)", new { digests = digests.ToArray() }, transaction);
        await connection.ExecuteAsync("DELETE FROM blob WHERE digest = ANY(@digests)", new { digests = digests.ToArray() }, transaction);
    }
}
