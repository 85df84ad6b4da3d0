using System.Collections.Concurrent;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Registry.Sealing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Cohorts.Lookups;

/// <summary>Answers who is affected, in sessions, and records each second how many were asked for. While that fails, it answers nobody.</summary>
internal sealed partial class LookupDesk(
    IGrainFactory grains, Registries registries, PersonFinder finder, TimeProvider time, ILogger<LookupDesk> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // For so long an answer may rest on a registry that has just changed; it says on which version.
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<(string Incident, string Session, string Person), Desk> _desks = new();
    private readonly string _silo = Guid.NewGuid().ToString("N");
    private long _batches;

    /// <summary>What is known of each identifier, in order, and the registry that says so. An unusable one names nobody.</summary>
    /// <exception cref="CaseException">No session, not the caller's, over, too many; or what was asked can't be recorded.</exception>
    public async Task<(RegistryView View, PersonAnswer[] Answers)> Find(Actor actor, string incidentId, string sessionId, IReadOnlyList<PersonIdentifier> identifiers)
    {
        var desk = await Desk(actor, incidentId, sessionId, identifiers.Count);
        if (desk.IsBehind)
        {
            throw new CaseException(CaseError.Unavailable, "lookup.unrecorded", "Look-ups can't be recorded right now, so none is answered. Retry in a moment.");
        }

        var asked = desk.KeysOf(identifiers);

        // Before the answers: what was asked is recorded also if the caller does not wait for them.
        desk.Asked.Add(asked.Keys);
        try
        {
            return (desk.View, await finder.Find(desk.View, asked));
        }
        catch (BlobDamagedException)
        {
            // A change of a person may have replaced, a moment ago, what this view rests on: the registry of now tells.
            desk = await Seen(actor, incidentId, sessionId, keys: 0);
            return (desk.View, await finder.Find(desk.View, asked));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RecordAll();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await RecordAll();
        }
    }

    private async Task<Desk> Desk(Actor actor, string incidentId, string sessionId, int keys)
    {
        var id = (incidentId, sessionId, actor.Person);
        if (_desks.TryGetValue(id, out var known) && time.GetElapsedTime(known.At) < Fresh && known.Takes(keys, time.GetUtcNow()))
        {
            return known;
        }

        return await Seen(actor, incidentId, sessionId, keys + (known?.Pending ?? 0));
    }

    private async Task<Desk> Seen(Actor actor, string incidentId, string sessionId, long keys)
    {
        var grant = await grains.GetGrain<IRegistryGrain>(RegistryId.Of(incidentId)).UseLookup(actor, sessionId, keys);
        var view = await registries.View(grant.Registry, grant.Registry);
        var id = (incidentId, sessionId, actor.Person);
        return _desks.AddOrUpdate(id, _ => new Desk(grant.Session, view, time.GetTimestamp()), (_, d) => d.With(grant.Session, view, time.GetTimestamp()));
    }

    private Task RecordAll() => Task.WhenAll(_desks.Select(d => Record(d.Key, d.Value)));

    private async Task Record((string Incident, string Session, string Person) id, Desk desk)
    {
        desk.Unrecorded ??= desk.Asked.Take() is { } asked ? new Unrecorded($"~lookups:{_silo}:{Interlocked.Increment(ref _batches)}", asked.Count, asked.Commitment) : null;
        if (desk.Unrecorded is not { } batch)
        {
            if (desk.Session.ExpiresAt < time.GetUtcNow())
            {
                _desks.TryRemove(id, out _);
            }

            return;
        }

        try
        {
            var meta = new CommandMeta(batch.CommandId, Actor.System, ExpectedVersion: 0);
            await grains.GetGrain<IRegistryGrain>(RegistryId.Of(id.Incident)).Execute(new RecordLookups(meta, id.Session, batch.Count, batch.Commitment));
            desk.Recorded();
        }
        catch (Exception e)
        {
            desk.IsBehind = true;
            // Answers stop; the same batch is tried again with the same command id.
            LogUnrecorded(logger, id.Session, e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Look-ups of {Session} could not be recorded ({Error}); it answers nobody until they are")]
    private static partial void LogUnrecorded(ILogger logger, string session, string error);
}
