using Dapper;
using IncidentGrains.Grains.Cohorts.Storage;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Cohorts.Sealing;

/// <summary>Imports whose segments are to be built: claimed by one silo at a time, taken over from one that died.</summary>
internal sealed class SealingQueue(RegistryStore store, TimeProvider time)
{
    /// <summary>How long a claim holds unless it is renewed.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Wakes this silo's worker.</summary>
    public Signal Added { get; } = new();

    /// <summary>Enters an import, once.</summary>
    public async Task Add(string incidentId, string importId)
    {
        await store.Write(c => c.ExecuteAsync(
            "INSERT INTO sealing (import_id, incident_id) VALUES (@importId, @incidentId) ON CONFLICT DO NOTHING", new { importId, incidentId }));
        Added.Raise();
    }

    /// <summary>Claims an import that nobody works on, or null.</summary>
    public async Task<(string IncidentId, string ImportId)?> Claim(string silo)
    {
        var now = Now();
        foreach (var (importId, incidentId) in await store.Read(c => c.QueryAsync<(string, string)>(
            "SELECT import_id, incident_id FROM sealing WHERE claimed_until <= @now ORDER BY import_id", new { now })))
        {
            if (await Extend(silo, importId, "claimed_until <= @now", 0))
            {
                return (incidentId, importId);
            }
        }

        return null;
    }

    /// <summary>Renews a claim and notes how far the work is; false if another silo has it by now.</summary>
    public Task<bool> Renew(string silo, string importId, int permille) => Extend(silo, importId, "claimed_by = @silo", permille);

    /// <summary>Gives a claim back, for whoever comes next.</summary>
    public Task Release(string silo, string importId) => store.Write(c => c.ExecuteAsync(
        "UPDATE sealing SET claimed_until = 0 WHERE import_id = @importId AND claimed_by = @silo", new { importId, silo }));

    /// <summary>Takes an import off.</summary>
    public Task Remove(string importId) => store.Write(c => c.ExecuteAsync("DELETE FROM sealing WHERE import_id = @importId", new { importId }));

    /// <summary>How far an import is, 0 to 1000.</summary>
    public Task<int> Permille(string importId) => store.Read(c => c.ExecuteScalarAsync<int>("SELECT permille FROM sealing WHERE import_id = @importId", new { importId }));

    private async Task<bool> Extend(string silo, string importId, string condition, int permille)
    {
        var now = Now();
        return await store.Write(c => c.ExecuteAsync(
            $"UPDATE sealing SET claimed_by = @silo, claimed_until = @until, permille = @permille WHERE import_id = @importId AND {condition}",
            new { silo, importId, permille, now, until = now + Instants.Micros(Lease) })) == 1;
    }

    private long Now() => Instants.ToMicros(time.GetUtcNow());
}
