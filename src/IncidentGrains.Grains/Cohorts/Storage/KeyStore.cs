using System.Data.Common;
using Dapper;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Registry.Sealing;

namespace IncidentGrains.Grains.Cohorts.Storage;

/// <summary>The registry's keys, wrapped, in a database of their own. A key that is deleted is gone, and with it whatever it had sealed.</summary>
/// <param name="database">The key database.</param>
/// <param name="schema">What stands before its tables' names.</param>
internal sealed class KeyStore(IDatabase database, string schema)
{
    /// <summary>Enters the keys of blobs; before the blobs, so that none is ever without.</summary>
    public Task Add(string owner, IReadOnlyList<SealedBlob> blobs) => database.Write(async c =>
    {
        await using var transaction = await c.BeginTransactionAsync();
        foreach (var blob in blobs)
        {
            await c.ExecuteAsync(
                $"INSERT INTO {schema}blob_key (digest, owner, wrapped) VALUES (@Digest, @owner, @WrappedKey) ON CONFLICT DO NOTHING",
                new { blob.Digest, owner, blob.WrappedKey }, transaction);
        }

        await transaction.CommitAsync();
        return blobs.Count;
    });

    /// <summary>The wrapped key of a blob, or null if it was destroyed.</summary>
    public Task<byte[]?> Key(byte[] digest) => database.Read(c =>
        c.QuerySingleOrDefaultAsync<byte[]>($"SELECT wrapped FROM {schema}blob_key WHERE digest = @digest", new { digest }));

    /// <summary>Destroys keys of blobs; returns how many were there.</summary>
    public Task<int> Destroy(IReadOnlyList<byte[]> digests) => database.Write(async c =>
    {
        await using var transaction = await c.BeginTransactionAsync();
        var destroyed = 0;
        foreach (var digest in digests)
        {
            destroyed += await c.ExecuteAsync($"DELETE FROM {schema}blob_key WHERE digest = @digest", new { digest }, transaction);
        }

        await transaction.CommitAsync();
        return destroyed;
    });

    /// <summary>Destroys all keys of an owner.</summary>
    public Task<int> Destroy(string owner) => database.Write(c => c.ExecuteAsync($"DELETE FROM {schema}blob_key WHERE owner = @owner", new { owner }));

    /// <summary>An incident's secrets as they were wrapped, and by which master key; null if it has none yet.</summary>
    public Task<(string MasterKey, byte[] Wrapped)?> Secret(string incidentId) => database.Read(async c =>
        (await Secrets(c, "WHERE incident_id = @incidentId", new { incidentId })).Select(s => ((string, byte[])?)(s.MasterKey, s.Wrapped)).SingleOrDefault());

    /// <summary>Enters an incident's secrets unless it has some; whichever stand then are returned.</summary>
    public async Task<(string MasterKey, byte[] Wrapped)> AddSecret(string incidentId, string masterKey, byte[] wrapped)
    {
        await database.Write(c => c.ExecuteAsync(
            $"INSERT INTO {schema}incident_secret (incident_id, master_key, wrapped) VALUES (@incidentId, @masterKey, @wrapped) ON CONFLICT DO NOTHING",
            new { incidentId, masterKey, wrapped }));
        return await Secret(incidentId) ?? throw new InvalidOperationException($"The secrets of '{incidentId}' were deleted while they were made.");
    }

    /// <summary>The secrets that another master key than this one wrapped.</summary>
    public Task<List<(string IncidentId, string MasterKey, byte[] Wrapped)>> NotUnder(string masterKey) =>
        database.Read(c => Secrets(c, "WHERE master_key <> @masterKey ORDER BY incident_id", new { masterKey }));

    /// <summary>Puts secrets that were wrapped anew in the place of what they were; false if something else stands there now.</summary>
    public async Task<bool> Rewrap(string incidentId, string formerMasterKey, string masterKey, byte[] wrapped) => await database.Write(c => c.ExecuteAsync(
        $"UPDATE {schema}incident_secret SET master_key = @masterKey, wrapped = @wrapped WHERE incident_id = @incidentId AND master_key = @formerMasterKey",
        new { incidentId, formerMasterKey, masterKey, wrapped })) == 1;

    private async Task<List<(string IncidentId, string MasterKey, byte[] Wrapped)>> Secrets(DbConnection connection, string where, object parameters) =>
        [.. await connection.QueryAsync<(string, string, byte[])>($"SELECT incident_id, master_key, wrapped FROM {schema}incident_secret {where}", parameters)];
}
