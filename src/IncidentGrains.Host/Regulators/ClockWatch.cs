using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Host.Access;
using IncidentGrains.Host.Errors;
using IncidentGrains.Proof;
using IncidentGrains.V1;

namespace IncidentGrains.Host.Regulators;

/// <summary>Sends what changes on a page of the board. Each look asks anew what the caller may see, so whoever is shut out sees nothing from there on.</summary>
internal sealed class ClockWatch(ClockBoard board, LedgerSignal signal, TimeProvider time, IHostApplicationLifetime lifetime)
{
    // However much is appended, a watcher looks once in this time; other silos' appends, and what only time changes, are seen within the other.
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(2);

    // A watcher that reads has long read what was sent by then.
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(2);

    /// <summary>Completes when the caller hangs up.</summary>
    /// <exception cref="RpcException">The token expired, or the server stops.</exception>
    public async Task Send(WatchClocksRequest r, IServerStreamWriter<WatchClocksResponse> stream, Caller caller, CancellationToken hangUp)
    {
        using var expiry = new CancellationTokenSource(caller.TimeLeft);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(hangUp, lifetime.ApplicationStopping, expiry.Token);
        using var stuck = CancellationTokenSource.CreateLinkedTokenSource(hangUp);
        await using var end = ends.Token.Register(() => stuck.CancelAfter(LastWrite));
        try
        {
            await Send(r, stream, caller, ends.Token, stuck.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // A watch has no end of its own: a stopping server would wait for it until it is killed.
            throw CaseException.Stopping();
        }
        catch (OperationCanceledException) when (expiry.IsCancellationRequested)
        {
            throw ErrorMapping.Unauthenticated("The token has expired while watching. Get a new one and watch again.");
        }
    }

    private async Task Send(WatchClocksRequest r, IServerStreamWriter<WatchClocksResponse> stream, Caller caller, CancellationToken ends, CancellationToken stuck)
    {
        Dictionary<string, RegulatoryClock>? sent = null;
        while (true)
        {
            var next = signal.Next;
            var now = time.GetUtcNow();
            var query = ClockQuery.Parse(r.Filter, r.OrderBy, r.PageSize, pageToken: "", now);
            var rows = (await board.List(caller.Actor, query)).Rows.Take(query.PageSize).ToList();
            var standing = rows.ToDictionary(c => c.ClockId, c => RegulatorsMapping.ToProto(c, Instants.ToMicros(now)), StringComparer.Ordinal);
            var change = new WatchClocksResponse
            {
                Clocks = { rows.Where(c => sent is null || !IsSame(sent.GetValueOrDefault(c.ClockId), standing[c.ClockId])).Select(c => standing[c.ClockId]) },
                Gone = { (sent ?? []).Where(c => !standing.ContainsKey(c.Key)).Select(c => new RegulatoryClockKey { IncidentId = c.Value.IncidentId, ObligationId = c.Value.ObligationId }) },
                AsOf = now.ToTimestamp(),
            };
            if (sent is null || change.Clocks.Count + change.Gone.Count > 0)
            {
                await stream.WriteAsync(change, stuck);
            }

            sent = standing;
            await Task.Delay(AtMostEvery, ends);
            await Signal.Wait(next, AtLeastEvery, TimeProvider.System, ends);
        }
    }

    // Time passes for all clocks alike: that alone is no change.
    private static bool IsSame(RegulatoryClock? a, RegulatoryClock b)
    {
        if (a is null)
        {
            return false;
        }

        var (before, after) = (a.Clone(), b.Clone());
        (before.TimeLeft, after.TimeLeft) = (null, null);
        return before.Equals(after);
    }
}
