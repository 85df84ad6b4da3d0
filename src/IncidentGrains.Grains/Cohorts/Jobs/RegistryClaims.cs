using Dapper;
using IncidentGrains.Grains.Cohorts.Storage;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Cohorts.Jobs;

/// <summary>Keeps two silos from working on one registry at once; one that died gives way after a while.</summary>
internal sealed class RegistryClaims(RegistryStore store, TimeProvider time)
{
    /// <summary>How long a claim holds unless it is renewed.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Takes a registry; false if another silo has it.</summary>
    public async Task<bool> Take(string registryId, string silo)
    {
        var now = Now();
        return await store.Write(c => c.ExecuteAsync(
            """
            INSERT INTO registry_claim (registry_id, claimed_by, claimed_until) VALUES (@registryId, @silo, @until)
            ON CONFLICT (registry_id) DO UPDATE SET claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until, import_id = '', permille = 0
            WHERE registry_claim.claimed_until <= @now
            """, new { registryId, silo, now, until = now + Instants.Micros(Lease) })) == 1;
    }

    /// <summary>Renews a claim and notes how far the work is; false if another silo has it by now.</summary>
    public async Task<bool> Renew(string registryId, string silo, string importId, int permille)
    {
        var until = Now() + Instants.Micros(Lease);
        return await store.Write(c => c.ExecuteAsync(
            "UPDATE registry_claim SET claimed_until = @until, import_id = @importId, permille = @permille WHERE registry_id = @registryId AND claimed_by = @silo",
            new { registryId, silo, importId, permille, until })) == 1;
    }

    /// <summary>Gives a registry back.</summary>
    public Task Release(string registryId, string silo) => store.Write(c => c.ExecuteAsync(
        "DELETE FROM registry_claim WHERE registry_id = @registryId AND claimed_by = @silo", new { registryId, silo }));

    /// <summary>How far the sealing of an import is, 0 to 1000.</summary>
    public Task<int> Permille(string importId) => store.Read(c =>
        c.ExecuteScalarAsync<int>("SELECT permille FROM registry_claim WHERE import_id = @importId", new { importId }));

    private long Now() => Instants.ToMicros(time.GetUtcNow());
}
