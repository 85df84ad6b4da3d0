using Dapper;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Ledger;

/// <summary>A clock that has run out, claimed for a while by this silo.</summary>
/// <param name="Owner">Whose it is: an aggregate, or a case.</param>
/// <param name="Name">Which of the owner's clocks.</param>
/// <param name="DueAt">The instant that passed, in microseconds.</param>
/// <param name="Armed">Tells this setting of the clock from every other; for a clock set exactly, the event that set it.</param>
internal sealed record DueClock(string Owner, string Name, long DueAt, long Armed);

/// <summary>Clock rows: what is due is claimed by a conditional update, so that of many silos one acts; a lost tick loses nothing.</summary>
internal sealed class Clocks(ILedgerStore store, TimeProvider time)
{
    /// <summary>How often silos look for what is due. With the lease it bounds how late a deadline is acted on when its silo dies.</summary>
    public static TimeSpan Poll { get; } = TimeSpan.FromSeconds(2);

    // A claimant that died gives way after this; 60 s after a deadline it must have been acted on.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    /// <summary>Claims clocks of a name that are due: nobody else acts on them until the lease is over.</summary>
    public async Task<IReadOnlyList<DueClock>> Claim(string name, int limit)
    {
        var (now, lease) = (Now(), Instants.Micros(Lease));
        var due = await store.Read(async c => (await c.QueryAsync<(string Owner, string Name, long DueAt, long Armed, long Until)>(
            $"""
            SELECT owner, name, due_at, armed, claimed_until FROM clock
            WHERE name = @name AND due_at <= {store.EarliestNow} AND claimed_until <= {store.EarliestNow} ORDER BY due_at LIMIT @limit
            """, new { name, now, limit })).ToList());
        var claimed = new List<DueClock>();
        foreach (var clock in due)
        {
            var won = await store.Write(c => c.ExecuteAsync(
                $"""
                UPDATE clock SET claimed_until = {store.EarliestNow} + @lease
                WHERE owner = @Owner AND name = @Name AND armed = @Armed AND claimed_until = @Until
                """, new { now, lease, clock.Owner, clock.Name, clock.Armed, clock.Until }));
            if (won == 1)
            {
                claimed.Add(new DueClock(clock.Owner, clock.Name, clock.DueAt, clock.Armed));
            }
        }

        return claimed;
    }

    /// <summary>Ends a clock that was acted on; one that was armed or set anew meanwhile runs on, free for whoever claims it next.</summary>
    public Task Complete(DueClock clock) => store.Write(async c =>
        await c.ExecuteAsync("DELETE FROM clock WHERE owner = @Owner AND name = @Name AND armed = @Armed", clock) == 1
        || await c.ExecuteAsync("UPDATE clock SET claimed_until = 0 WHERE owner = @Owner AND name = @Name", clock) == 1);

    private long Now() => Instants.ToMicros(time.GetUtcNow());
}
