using System.Data.Common;
using Dapper;
using IncidentGrains.Registry.Sealing;

namespace IncidentGrains.Grains.Cohorts.Storage;

/// <summary>Blobs in SQLite: a value each.</summary>
internal sealed class SqliteBlobTable : IBlobTable
{
    public async Task Insert(DbConnection connection, DbTransaction transaction, string owner, IReadOnlyList<SealedBlob> blobs)
    {
        foreach (var blob in blobs)
        {
            await connection.ExecuteAsync(
                "INSERT INTO blob (digest, owner, bytes) VALUES (@Digest, @owner, @Bytes) ON CONFLICT DO NOTHING", new { blob.Digest, owner, blob.Bytes }, transaction);
        }
    }

    // Whatever type somebody gave the value: the digest judges what is in it.
    public Task<byte[]?> Read(DbConnection connection, byte[] digest) =>
        connection.QuerySingleOrDefaultAsync<byte[]>("SELECT CAST(bytes AS BLOB) FROM blob WHERE digest = @digest", new { digest });

    public async Task Delete(DbConnection connection, DbTransaction transaction, IReadOnlyList<byte[]> digests)
    {
        foreach (var digest in digests)
        {
            await connection.ExecuteAsync("DELETE FROM blob WHERE digest = @digest", new { digest }, transaction);
        }
    }
}
