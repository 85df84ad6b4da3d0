using Dapper;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Signed statements of where a case's streams end, each naming the one before it.</summary>
internal sealed class Checkpoints(ILedgerStore store, LedgerReader reader, SigningKey key, TimeProvider time)
{
    /// <summary>The clock that asks for a checkpoint of a case.</summary>
    public const string ClockName = "checkpoint";

    private const int MaxTries = 5;

    /// <summary>How long a change waits for a checkpoint at most.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// A change this close before the due instant arms the clock anew, since it might be recorded just after the
    /// checkpoint looked; no append is under way for longer than this.
    /// </summary>
    public static TimeSpan ArmMargin { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Tells a demonstration's record from a real one.</summary>
    public string ClockKind { get; } = time is ReplayClock ? "replay" : "system";

    /// <summary>The key that signs.</summary>
    public SigningKey Key => key;

    /// <summary>All public keys that have signed checkpoints in this ledger, by fingerprint.</summary>
    public async Task<Dictionary<string, SigningKey>> Keys()
    {
        var jwks = await store.Read(async c => (await c.QueryAsync<string>("SELECT jwk FROM signing_key")).ToList());
        var keys = jwks.Select(SigningKey.FromJwk).ToDictionary(k => k.Fingerprint, StringComparer.Ordinal);
        keys.TryAdd(key.Fingerprint, key);
        return keys;
    }

    /// <summary>Makes a checkpoint of a case, or returns the last one if nothing changed since; null for an unknown case.</summary>
    public async Task<SignedCheckpoint?> Create(string caseId)
    {
        for (var attempt = 1; ; attempt++)
        {
            var last = (await List(caseId, long.MaxValue, 1)).FirstOrDefault();
            var heads = await reader.Heads(caseId);
            if (heads.Count == 0 || (last is not null && Same(heads, last.Checkpoint.Heads)))
            {
                return last;
            }

            var checkpoint = new Checkpoint(
                caseId, (last?.Checkpoint.Number ?? 0) + 1, Instants.ToMicros(time.GetUtcNow()), ClockKind,
                last is null ? null : Checkpoint.DigestOf(last.Jws), heads);
            var jws = checkpoint.Sign(key);
            if (await Insert(checkpoint, jws))
            {
                return Checkpoint.Parse(jws);
            }

            if (attempt == MaxTries)
            {
                throw new InvalidOperationException($"Others keep making checkpoints of '{caseId}' at the same moment.");
            }
        }
    }

    /// <summary>The checkpoints of a case with a lower number, the newest first.</summary>
    public Task<List<SignedCheckpoint>> List(string caseId, long beforeNumber, int limit) => store.Read(async c =>
    {
        var rows = await c.QueryAsync<string>(
            "SELECT jws FROM checkpoint WHERE case_id = @caseId AND number < @beforeNumber ORDER BY number DESC LIMIT @limit",
            new { caseId, beforeNumber, limit });
        return rows.Select(Checkpoint.Parse).ToList();
    });

    // False if another silo made the checkpoint of that number first.
    private Task<bool> Insert(Checkpoint checkpoint, string jws) => store.Write(async c =>
    {
        await c.ExecuteAsync("INSERT INTO signing_key (fingerprint, jwk) VALUES (@Fingerprint, @Jwk) ON CONFLICT DO NOTHING", new { key.Fingerprint, key.Jwk });
        return await c.ExecuteAsync(
            "INSERT INTO checkpoint (case_id, number, at, jws) VALUES (@CaseId, @Number, @AtMicros, @jws) ON CONFLICT DO NOTHING",
            new { checkpoint.CaseId, checkpoint.Number, checkpoint.AtMicros, jws }) == 1;
    });

    private static bool Same(List<StreamHead> a, IReadOnlyList<StreamHead> b) =>
        a.Count == b.Count && a.Zip(b).All(p => p.First.Stream == p.Second.Stream && p.First.Seq == p.Second.Seq && p.First.Hash.AsSpan().SequenceEqual(p.Second.Hash));
}
