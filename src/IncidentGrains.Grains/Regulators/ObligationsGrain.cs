using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Law.Json;
using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Conditions;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Regulators;

/// <summary>The obligations of one incident: a thin shell around <see cref="Obligations"/>.</summary>
internal sealed class ObligationsGrain(
    LedgerServices ledger, RulesInForce rules, ICohortCounts counts,
    [PersistentState("obligations", "snapshots")] IPersistentState<Snapshot<ObligationsState>> snapshot,
    ILogger<ObligationsGrain> logger)
    : LedgeredGrain<Obligations, ObligationsState>(ledger, snapshot, logger), IObligationsGrain
{
    private static readonly IncidentRole[] Leading = [IncidentRole.Commander, IncidentRole.PrivacyLead, IncidentRole.LegalLead];

    public async Task<ObligationsState> Get(Actor actor, DateTimeOffset? asOf)
    {
        await Incident.See(actor);
        return asOf is { } instant ? await AsOf(instant) : State;
    }

    public async Task<EvaluatedFacts> Facts(Actor actor)
    {
        await Incident.See(actor);
        var facts = AssembledFacts.Of(await Record("", 0), State, rules.Current, Ledger.Time.GetUtcNow());
        return new EvaluatedFacts(State, FactsText.Of(facts.Facts), facts.LeftOut);
    }

    public async Task<RuleExplanations> Explain(Actor actor, string rule)
    {
        await Incident.See(actor);
        var packs = rules.Current;
        var facts = AssembledFacts.Of(await Record("", 0), State, packs, Ledger.Time.GetUtcNow());
        if (packs.Find(rule) is null)
        {
            throw new CaseException(CaseError.NotFound, "rule.not_found", $"There is no rule '{rule}'. `incidentctl rules list` shows those that come with the server.");
        }

        return new RuleExplanations(packs.Digest, [.. Refusing(() => Explanation.Of(rule, facts.Facts, packs)).Select(e => new RuleExplanation(
            e.Rule, e.Cohort ?? "", e.Verdict,
            [.. e.Lines.Select(l => new RuleExplanationLine(l.Holds is Truth.Yes or Truth.No ? l.Holds == Truth.Yes : null, l.Holds != Truth.Unknown, l.Depth, l.Text))]))]);
    }

    public async Task<ObligationsState> Execute(ObligationCommand command)
    {
        await Incident.See(command.Meta.Actor);
        var (stream, seq) = command is AssessObligations a ? (a.Stream, a.Seq) : ("", 0);
        var (state, _) = await Run(command, CommandDigest.Of(command, RegulatorsJson.Default), async now =>
        {
            var packs = rules.Current;
            var record = await Record(stream, seq);
            return Obligations.Decide(State, command, new ObligationContext(
                now, after => Refusing(() => Reassessment.Of(after, AssembledFacts.Of(record, after, packs, now), packs)), law => MeetingEvent.Of(law, packs),
                [.. record.Incident.Roles.Where(r => Leading.Contains(r.Role)).Select(r => r.Person).Distinct(StringComparer.Ordinal)]));
        });
        return state;
    }

    protected override Task<CaseException> Refusal(AppendOutcome.GuardRefused refused, Command command) =>
        Task.FromResult(CaseException.Refused("guard." + refused.Name, $"'{refused.Name}' of '{refused.CaseId}' stands at {refused.Count} and must be 0."));

    private IIncidentGrain Incident => GrainFactory.GetGrain<IIncidentGrain>(ObligationsId.IncidentOf(Id));

    // A message may come before the grain that wrote its event has taken that in: what it says must not be missed.
    private async Task<CaseRecord> Record(string stream, long seq)
    {
        var incidentId = ObligationsId.IncidentOf(Id);
        var incident = await Incident.Get(Actor.System, asOf: null);
        var registry = await GrainFactory.GetGrain<IRegistryGrain>(RegistryId.Of(incidentId)).View(version: 0);
        return (stream == incidentId && incident.Version < seq) || (stream == RegistryId.Of(incidentId) && registry.Version < seq)
            ? throw CaseException.Unavailable()
            : new CaseRecord(incident, await counts.Of(registry));
    }

    private static T Refusing<T>(Func<T> assess)
    {
        try
        {
            return assess();
        }
        catch (InputRefusedException e)
        {
            throw CaseException.Invalid([.. e.Mistakes.Select(m => new FieldViolation("facts", m))]);
        }
    }
}
