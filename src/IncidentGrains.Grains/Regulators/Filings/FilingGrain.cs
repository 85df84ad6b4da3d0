using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Law.Regulators.Filings;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>One filing: a thin shell around <see cref="Filing"/>.</summary>
internal sealed class FilingGrain(
    LedgerServices ledger, RulesInForce rules, FilingForms forms, ICohortCounts counts,
    [PersistentState("filing", "snapshots")] IPersistentState<Snapshot<FilingState>> snapshot,
    ILogger<FilingGrain> logger)
    : LedgeredGrain<Filing, FilingState>(ledger, snapshot, logger), IFilingGrain
{
    private static readonly IncidentRole[] Leading = [IncidentRole.Commander, IncidentRole.PrivacyLead, IncidentRole.LegalLead];

    public async Task<FilingState> Get(Actor actor, DateTimeOffset? asOf)
    {
        await See(actor);
        if (asOf is not { } instant)
        {
            return State;
        }

        var then = await AsOf(instant);
        return then.Version > 0 ? then : throw new CaseException(
            CaseError.NotFound, "case.not_yet", $"'{Id}' was not yet recorded at {instant.UtcDateTime:O}. It was created at {State.CreatedAt.UtcDateTime:O}.");
    }

    public async Task<FilingCheck> Check(Actor actor, int number)
    {
        await See(actor);
        var state = State;
        var version = number == 0 ? state.Latest : state.Find(number) ?? throw new CaseException(
            CaseError.NotFound, "filing.version_not_found", $"'{Id}' has no version {number}; it has {state.Versions.Count}.");
        return new FilingCheck(state, version.Number, FilingCompleteness.Of(state, version, (await Prefill(state.IncidentId)).Contents(state)));
    }

    public async Task<FilingState> Execute(FilingCommand command) => (await Run(command)).State;

    public async Task<FilingRefresh> Refresh(RefreshFiling command)
    {
        var (state, events) = await Run(command);
        return new FilingRefresh(events.Count == 0 ? state : await AtVersion(events[0].Seq - 1), state);
    }

    protected override Task<CaseException> Refusal(AppendOutcome.GuardRefused refused, Command command) => Task.FromResult(refused.Name switch
    {
        IncidentGuards.Closed => CaseException.Refused("filing.incident_closed", $"'{refused.CaseId}' is CLOSED. Reopen it first."),
        _ => CaseException.Refused("filing.incident_merged", $"'{refused.CaseId}' was merged into another incident. Draft the filing there."),
    });

    private async Task<(FilingState State, IReadOnlyList<RecordedEvent> Events)> Run(FilingCommand command)
    {
        var incidentId = command is DraftFiling draft ? draft.IncidentId : State.IncidentId;
        await See(command.Meta.Actor, incidentId);
        return await Run(command, CommandDigest.Of(command, FilingJson.Default), async now => Filing.Decide(State, command, new FilingContext(
            now,
            command is DraftFiling or RefreshFiling or SubmitFilingForReview ? await Prefill(incidentId) : null,
            command is EscalateFilingDemands ? await Leads(incidentId) : [])));
    }

    private Task See(Actor actor) => See(actor, State.IncidentId);

    // To whoever may not see the incident, the filing does not exist either.
    private async Task See(Actor actor, string incidentId)
    {
        if (incidentId.Length == 0)
        {
            // Nobody's key: do not keep it in memory.
            DeactivateOnIdle();
            throw CaseException.NotFound(Id);
        }

        try
        {
            await Incident(incidentId).See(actor);
        }
        catch (CaseException e) when (e.Error == CaseError.NotFound && State.Version > 0)
        {
            throw CaseException.NotFound(Id);
        }
    }

    private async Task<FilingPrefill> Prefill(string incidentId)
    {
        var incident = await Incident(incidentId).Get(Actor.System, asOf: null);
        var registry = await GrainFactory.GetGrain<IRegistryGrain>(RegistryId.Of(incidentId)).View(version: 0);
        var obligations = await GrainFactory.GetGrain<IObligationsGrain>(ObligationsId.Of(incidentId)).Get(Actor.System, asOf: null);
        return new FilingPrefill(
            new CaseRecord(incident, await counts.Of(registry))
            {
                SealedAt = registry.Live.GroupBy(l => l.Cohort.Name, StringComparer.Ordinal)
                    .ToDictionary(g => g.Key, g => (IReadOnlyList<long>)[.. g.Select(l => l.Import.SealedVersion)], StringComparer.Ordinal),
            },
            obligations, rules.Current, forms, Ledger.Time.GetUtcNow());
    }

    private async Task<IReadOnlyList<string>> Leads(string incidentId) =>
        [.. (await Incident(incidentId).Get(Actor.System, asOf: null)).Roles.Where(r => Leading.Contains(r.Role)).Select(r => r.Person).Distinct(StringComparer.Ordinal)];

    private IIncidentGrain Incident(string incidentId) => GrainFactory.GetGrain<IIncidentGrain>(incidentId);
}
