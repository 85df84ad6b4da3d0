using Dapper;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Ledger;

/// <summary>A clock that has run out, claimed for a while by this silo.</summary>
internal sealed record DueClock(string Owner, string Name, long DueAt, long Armed);

/// <summary>Clock rows: what is due is claimed by a conditional update, so that of many silos one acts; a lost tick loses nothing.</summary>
internal sealed class Clocks(ILedgerStore store, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>Claims clocks of a name that are due: nobody else acts on them until the lease is over.</summary>
    public async Task<IReadOnlyList<DueClock>> Claim(string name, int limit)
    {
        var now = Instants.ToMicros(time.GetUtcNow());
        var leased = now + Instants.Micros(Lease);
        var due = await store.Read(async c => (await c.QueryAsync<(string Owner, string Name, long DueAt, long Armed)>(
            "SELECT owner, name, due_at, armed FROM clock WHERE name = @name AND due_at <= @now ORDER BY due_at LIMIT @limit", new { name, now, limit })).ToList());
        var claimed = new List<DueClock>();
        foreach (var clock in due)
        {
            var won = await store.Write(c => c.ExecuteAsync(
                "UPDATE clock SET due_at = @leased WHERE owner = @Owner AND name = @Name AND due_at = @DueAt",
                new { leased, clock.Owner, clock.Name, clock.DueAt }));
            if (won == 1)
            {
                claimed.Add(new DueClock(clock.Owner, clock.Name, leased, clock.Armed));
            }
        }

        return claimed;
    }

    /// <summary>Ends a clock that was acted on; one that was armed again meanwhile runs on, due at once.</summary>
    public Task Complete(DueClock clock)
    {
        var now = Instants.ToMicros(time.GetUtcNow());
        return store.Write(async c =>
            await c.ExecuteAsync("DELETE FROM clock WHERE owner = @Owner AND name = @Name AND armed = @Armed", clock) == 1
            || await c.ExecuteAsync("UPDATE clock SET due_at = @now WHERE owner = @Owner AND name = @Name", new { now, clock.Owner, clock.Name }) == 1);
    }
}
