using System.Data.Common;
using Dapper;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Registry.Sealing;

namespace IncidentGrains.Grains.Cohorts.Storage;

/// <summary>The registry's blobs and the working tables of imports.</summary>
internal sealed class RegistryStore(IDatabase database, IBlobTable blobs)
{
    private const string ChunkColumns = "import_id, number, sha256, file, blob, row_count, rejected, email_unusable, phone_unusable, country_unknown";

    /// <summary>Stores a chunk, durable when this returns.</summary>
    /// <returns>False if a chunk of that number is there already; then nothing was stored.</returns>
    public Task<bool> AddChunk(ImportChunk chunk, SealedBlob blob, byte[] rejects) => InTransaction(async (c, t) =>
    {
        var added = await c.ExecuteAsync(
            $"""
            INSERT INTO import_chunk ({ChunkColumns}, rejects)
            VALUES (@ImportId, @Number, @Sha256, @File, @Blob, @RowCount, @Rejected, @EmailUnusable, @PhoneUnusable, @CountryUnknown, @rejects)
            ON CONFLICT DO NOTHING
            """,
            new
            {
                chunk.ImportId, chunk.Number, chunk.Sha256, chunk.File, chunk.Blob, chunk.RowCount, chunk.Rejected,
                chunk.EmailUnusable, chunk.PhoneUnusable, chunk.CountryUnknown, rejects,
            }, t);
        if (added == 1)
        {
            await blobs.Insert(c, t, chunk.ImportId, [blob]);
        }

        return added == 1;
    });

    /// <summary>A chunk, or null.</summary>
    public Task<ImportChunk?> Chunk(string importId, int number) => database.Read(async c =>
        (await Chunks(c, "import_id = @importId AND number = @number", new { importId, number })).SingleOrDefault());

    /// <summary>The chunks of an import in the order of their numbers.</summary>
    public Task<List<ImportChunk>> Chunks(string importId) => database.Read(c => Chunks(c, "import_id = @importId", new { importId }));

    /// <summary>What a chunk did not take, as it was stored.</summary>
    public Task<byte[]?> Rejects(string importId, int number) => database.Read(c =>
        c.QuerySingleOrDefaultAsync<byte[]>("SELECT rejects FROM import_chunk WHERE import_id = @importId AND number = @number", new { importId, number }));

    /// <summary>Stores blobs, durable when this returns.</summary>
    public Task Add(string owner, IReadOnlyList<SealedBlob> sealedBlobs) => InTransaction(async (c, t) =>
    {
        await blobs.Insert(c, t, owner, sealedBlobs);
        return true;
    });

    /// <summary>The bytes of a blob, or null.</summary>
    public Task<byte[]?> Blob(byte[] digest) => database.Read(c => blobs.Read(c, digest));

    /// <summary>The addresses of all blobs of an owner.</summary>
    public Task<List<byte[]>> BlobsOf(string owner) => database.Read(async c =>
        (await c.QueryAsync<byte[]>("SELECT digest FROM blob WHERE owner = @owner", new { owner })).ToList());

    /// <summary>Takes blobs away.</summary>
    public Task Delete(IReadOnlyList<byte[]> digests) => InTransaction(async (c, t) =>
    {
        await blobs.Delete(c, t, digests);
        return true;
    });

    /// <summary>Points a chunk's row at the blob that stands in for the former one.</summary>
    public Task Replace(string importId, int number, byte[] blob) => database.Write(c =>
        c.ExecuteAsync("UPDATE import_chunk SET blob = @blob WHERE import_id = @importId AND number = @number", new { importId, number, blob }));

    /// <summary>Takes away all that an import left in the working tables and its blobs.</summary>
    public async Task Forget(string importId)
    {
        var left = await BlobsOf(importId);
        await InTransaction(async (c, t) =>
        {
            await c.ExecuteAsync("DELETE FROM import_chunk WHERE import_id = @importId", new { importId }, t);
            await blobs.Delete(c, t, left);
            return true;
        });
    }

    /// <summary>Runs statements on the working tables.</summary>
    public Task<T> Write<T>(Func<DbConnection, Task<T>> statement) => database.Write(statement);

    /// <summary>Runs a query on the working tables.</summary>
    public Task<T> Read<T>(Func<DbConnection, Task<T>> query) => database.Read(query);

    private static async Task<List<ImportChunk>> Chunks(DbConnection connection, string where, object parameters)
    {
        var rows = await connection.QueryAsync<ChunkRow>($"SELECT {ChunkColumns} FROM import_chunk WHERE {where} ORDER BY number", parameters);
        return [.. rows.Select(r => new ImportChunk(
            r.Import_id, (int)r.Number, r.Sha256, r.File, r.Blob, (int)r.Row_count, (int)r.Rejected, (int)r.Email_unusable, (int)r.Phone_unusable, (int)r.Country_unknown))];
    }

    private Task<bool> InTransaction(Func<DbConnection, DbTransaction, Task<bool>> work) => database.Write(async c =>
    {
        await using var transaction = await c.BeginTransactionAsync();
        var done = await work(c, transaction);
        await transaction.CommitAsync();
        return done;
    });

    // As the databases give it: SQLite has 64-bit integers alone.
    private sealed class ChunkRow
    {
        public string Import_id { get; init; } = "";

        public long Number { get; init; }

        public byte[] Sha256 { get; init; } = [];

        public string File { get; init; } = "";

        public byte[] Blob { get; init; } = [];

        public long Row_count { get; init; }

        public long Rejected { get; init; }

        public long Email_unusable { get; init; }

        public long Phone_unusable { get; init; }

        public long Country_unknown { get; init; }
    }
}
