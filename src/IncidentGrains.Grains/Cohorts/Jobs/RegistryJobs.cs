using Dapper;
using IncidentGrains.Grains.Cohorts.Storage;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Cohorts.Jobs;

/// <summary>What is to be done to registries: imports to seal, changes to carry out. Each is claimed by one silo at a time, and taken over from one that died.</summary>
internal sealed class RegistryJobs(RegistryStore store, TimeProvider time)
{
    /// <summary>How long a claim holds unless it is renewed.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Wakes this silo's worker.</summary>
    public Signal Added { get; } = new();

    /// <summary>Enters a job, once.</summary>
    /// <param name="incidentId">The incident.</param>
    /// <param name="jobId">The import, or the change.</param>
    public async Task Add(string incidentId, string jobId)
    {
        await store.Write(c => c.ExecuteAsync(
            "INSERT INTO registry_job (job_id, incident_id) VALUES (@jobId, @incidentId) ON CONFLICT DO NOTHING", new { jobId, incidentId }));
        Added.Raise();
    }

    /// <summary>Claims a job that nobody works on, or null.</summary>
    public async Task<(string IncidentId, string JobId)?> Claim(string silo)
    {
        var now = Now();
        foreach (var (jobId, incidentId) in await store.Read(c => c.QueryAsync<(string, string)>(
            "SELECT job_id, incident_id FROM registry_job WHERE claimed_until <= @now ORDER BY job_id", new { now })))
        {
            if (await Extend(silo, jobId, "claimed_until <= @now", 0))
            {
                return (incidentId, jobId);
            }
        }

        return null;
    }

    /// <summary>Renews a claim and notes how far the work is; false if another silo has it by now.</summary>
    public Task<bool> Renew(string silo, string jobId, int permille) => Extend(silo, jobId, "claimed_by = @silo", permille);

    /// <summary>Gives a claim back, for whoever comes next.</summary>
    public Task Release(string silo, string jobId) => store.Write(c => c.ExecuteAsync(
        "UPDATE registry_job SET claimed_until = 0 WHERE job_id = @jobId AND claimed_by = @silo", new { jobId, silo }));

    /// <summary>Takes a job off.</summary>
    public Task Remove(string jobId) => store.Write(c => c.ExecuteAsync("DELETE FROM registry_job WHERE job_id = @jobId", new { jobId }));

    /// <summary>How far a job is, 0 to 1000.</summary>
    public Task<int> Permille(string jobId) => store.Read(c => c.ExecuteScalarAsync<int>("SELECT permille FROM registry_job WHERE job_id = @jobId", new { jobId }));

    private async Task<bool> Extend(string silo, string jobId, string condition, int permille)
    {
        var now = Now();
        return await store.Write(c => c.ExecuteAsync(
            $"UPDATE registry_job SET claimed_by = @silo, claimed_until = @until, permille = @permille WHERE job_id = @jobId AND {condition}",
            new { silo, jobId, permille, now, until = now + Instants.Micros(Lease) })) == 1;
    }

    private long Now() => Instants.ToMicros(time.GetUtcNow());
}
