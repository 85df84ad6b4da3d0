using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Ledger;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Cohorts;

/// <summary>The registry of one incident: a thin shell around <see cref="Registry"/>.</summary>
internal sealed class RegistryGrain(
    LedgerServices ledger,
    [PersistentState("registry", "snapshots")] IPersistentState<Snapshot<RegistryState>> snapshot,
    ILogger<RegistryGrain> logger)
    : LedgeredGrain<Registry, RegistryState>(ledger, snapshot, logger), IRegistryGrain
{
    // A campaign asks for the version that it pinned again and again.
    private RegistryState? _earlier;

    public async Task<RegistryState> Get(Actor actor, long version)
    {
        await Show(actor);
        return await At(version);
    }

    public async Task<RegistryState> GetAsOf(Actor actor, DateTimeOffset instant)
    {
        await Show(actor);
        return await AsOf(instant);
    }

    public async Task<RegistryState> View(long version) => WithoutPeoplesMatters(await At(version));

    public Task<RegistryState> Whole() => Task.FromResult(State);

    public async Task<LookupGrant> UseLookup(Actor actor, string sessionId, long keys)
    {
        await Show(actor);
        return new LookupGrant(Registry.Use(State, actor, sessionId, keys, Ledger.Time.GetUtcNow()), WithoutPeoplesMatters(State));
    }

    public async Task<RegistryState> Execute(RegistryCommand command)
    {
        var (state, _) = await Run(command, CommandDigest.Of(command, RegistryJson.Default), async now =>
        {
            await Show(command.Meta.Actor);
            return Registry.Decide(State, command, now);
        });
        return state;
    }

    protected override Task<CaseException> Refusal(AppendOutcome.GuardRefused refused, Command command) => Task.FromResult(refused.Name switch
    {
        IncidentGuards.Closed => CaseException.Refused("registry.incident_closed", $"'{refused.CaseId}' is CLOSED. Reopen it first."),
        IncidentGuards.Merged => CaseException.Refused("registry.incident_merged", $"'{refused.CaseId}' was merged into another incident. Go on there."),
        IncidentGuards.HoldRegistry or IncidentGuards.HoldDefault => CaseException.Refused(
            "hold.active", $"{refused.Count} legal hold(s) cover the registry of '{refused.CaseId}': nothing of it may be destroyed. Ask counsel; the request stays."),
        _ => CaseException.Refused("guard." + refused.Name, $"'{refused.Name}' of '{refused.CaseId}' stands at {refused.Count} and must be 0."),
    });

    private async Task<RegistryState> At(long version)
    {
        if (version == 0 || version == State.Version)
        {
            return State;
        }

        // Another activation may have recorded more than this one has read.
        if (version < 0 || (version > State.Version && version > await Ledger.Reader.LastSeq(Id)))
        {
            throw new CaseException(
                CaseError.NotFound, "registry.not_yet", $"The registry is at version {State.Version}; there is no version {version} yet. Send one that you read, or 0 for now.");
        }

        return _earlier is { } known && known.Version == version ? known : _earlier = await AtVersion(version);
    }

    private static RegistryState WithoutPeoplesMatters(RegistryState state) => state with { Lookups = [], Changes = [] };

    // To whoever may not see the incident, its registry does not exist either.
    private async Task Show(Actor actor)
    {
        try
        {
            await GrainFactory.GetGrain<IIncidentGrain>(State.IncidentId).See(actor);
        }
        catch (CaseException) when (State.Version == 0)
        {
            // Nobody's key: do not keep it in memory.
            DeactivateOnIdle();
            throw;
        }
    }
}
