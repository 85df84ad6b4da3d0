using System.Collections.Immutable;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Incidents;

/// <summary>One incident: a thin shell around <see cref="Incident"/>.</summary>
internal sealed class IncidentGrain(
    LedgerServices ledger, IncidentIndex index, ITaskDirectory tasks, IPlaybookSource playbooks,
    [PersistentState("incident", "snapshots")] IPersistentState<Snapshot<IncidentState>> snapshot,
    ILogger<IncidentGrain> logger)
    : LedgeredGrain<Incident, IncidentState>(ledger, snapshot, logger), IIncidentGrain
{
    public async Task<IncidentState> Get(Actor actor, DateTimeOffset? asOf)
    {
        Show(State, actor);
        if (asOf is not { } instant)
        {
            return State;
        }

        var then = await AsOf(instant);
        return then.Version > 0 ? then : throw new CaseException(
            CaseError.NotFound, "case.not_yet", $"'{Id}' was not yet recorded at {instant.UtcDateTime:O}. It was opened at {State.OpenedAt.UtcDateTime:O}.");
    }

    public Task See(Actor actor)
    {
        Show(State, actor);
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<TimelineEntry>> ListTimelineEntries(Actor actor, DateTimeOffset? asOf)
    {
        Show(State, actor);
        var stored = await RecordUntil(asOf);
        return [.. stored.Zip(Recorded(stored)).Select(p => Entry(p.Second, p.First.Redacted)).OfType<TimelineEntry>().OrderBy(e => e.OccurredAt).ThenBy(e => e.Version)];
    }

    public async Task<ImmutableList<string>> DependenciesOf(Actor actor, string taskId, DateTimeOffset? asOf)
    {
        Show(State, actor);
        var state = asOf is { } instant ? await AsOf(instant) : State;
        return [.. state.TaskDependencies.Where(d => d.TaskId == taskId).Select(d => d.DependsOn)];
    }

    public async Task<IncidentState> Execute(IncidentCommand command)
    {
        var (state, _) = await Run(command, CommandDigest.Of(command, IncidentJson.Default), now => Decide(command, now));
        return Incident.ShownTo(state, command.Meta.Actor);
    }

    public async Task<TimelineEntry> AddTimelineEntry(AddTimelineEntry command)
    {
        var (_, events) = await Run(command, CommandDigest.Of(command, IncidentJson.Default), now => Decide(command, now));
        return Entry(events[0], redacted: false)!;
    }

    protected override async Task<CaseException> Refusal(AppendOutcome.GuardRefused refused, Command command) => refused switch
    {
        { CaseId: GuardChange.Everywhere } => await ReferenceTaken(refused.Name[Incident.ReferenceGuard("").Length..], command.Meta.Actor),
        { Name: IncidentGuards.MandatoryOpen } => await MandatoryOpen(command is MergeIncident ? "merge.mandatory_open" : "close.mandatory_open", refused.Count),
        { Name: IncidentGuards.CohortsSealed } => CaseException.Refused(
            "merge.cohorts_sealed", $"'{refused.CaseId}' has a sealed cohort of affected people; it can't take part in a merge. Link the incidents instead."),
        { Name: IncidentGuards.Closed } => CaseException.Refused("merge.target", $"'{refused.CaseId}' is CLOSED; only an open incident takes in another."),
        { Name: IncidentGuards.Merged } => CaseException.Refused("merge.target", $"'{refused.CaseId}' was merged into another incident. Merge into that one."),
        _ => CaseException.Refused("guard." + refused.Name, $"'{refused.Name}' of '{refused.CaseId}' stands at {refused.Count} and must be 0."),
    };

    private async Task<Decision> Decide(IncidentCommand command, DateTimeOffset now)
    {
        // The other incident must exist and be visible to the actor; what else must hold of it is guarded in the append.
        switch (command)
        {
            case MergeIncident { Into: var into } when into != Id:
                await GrainFactory.GetGrain<IIncidentGrain>(into).Get(command.Meta.Actor, asOf: null);
                break;
            case LinkIncident { Other: var other } when other != Id:
                await GrainFactory.GetGrain<IIncidentGrain>(other).Get(command.Meta.Actor, asOf: null);
                break;
        }

        var seq = command switch
        {
            RequestRedaction c => Incident.TargetSeq(c.TargetId),
            ApproveRedaction c => State.Redactions.Find(r => r.RedactionId == c.RedactionId)?.EventSeq ?? 0,
            _ => 0,
        };
        var target = seq > 0 && await Ledger.Reader.One(Id, seq) is { Redacted: false } stored ? Recorded([stored]).Single().Event : null;
        var remainder = target is IRedactableEvent redactable ? Redactions.Digest(Ledger.Types.Write(redactable.WithoutText())) : "";
        return Incident.Decide(State, command, new IncidentContext(now, target, remainder)
        {
            Playbooks = [.. Playbooks(command).Select(id => (id, playbooks.Find(id)))],
            Tasks = command is AddTaskDependency d ? await tasks.Among(Id, [d.TaskId, d.DependsOn]) : new HashSet<string>(StringComparer.Ordinal),
        });
    }

    private IReadOnlyList<string> Playbooks(IncidentCommand command) => command switch
    {
        ConfirmIncident { Playbooks: { } named } => named,
        ConfirmIncident => playbooks.Default(State),
        ApplyPlaybook c => [c.Playbook],
        _ => [],
    };

    private async Task<CaseException> MandatoryOpen(string rule, long count)
    {
        const int Named = 10;
        var open = await tasks.MandatoryOpen(Id, Named);
        var names = open.Count == 0 ? "" : ": " + string.Join(", ", open.Select(t => $"'{t.TaskId}' ({t.Title})")) + (count > open.Count ? ", …" : "");
        return new CaseException(
            CaseError.Refused, rule, $"{count} mandatory task(s) of '{Id}' are open{names}. Have a second person verify or cancel them.", [],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["open_tasks"] = string.Join(',', open.Select(t => t.TaskId)) });
    }

    private async Task<CaseException> ReferenceTaken(string reference, Actor actor)
    {
        // Whoever may not see the holder is not told who it is.
        var metadata = await index.FindByReference(reference) is { } holder && await index.IsVisible(holder, actor)
            ? new Dictionary<string, string>(StringComparer.Ordinal) { ["incident_id"] = holder } : [];
        return new CaseException(
            CaseError.Exists, "incident.reference_taken", $"The reference '{reference}' belongs to another incident. Go on there, or leave the reference out.", [], metadata);
    }

    private void Show(IncidentState state, Actor actor)
    {
        if (state.Version == 0)
        {
            // Nobody's key: do not keep it in memory.
            DeactivateOnIdle();
        }

        if (state.Version == 0 || !Incident.IsVisibleTo(state, actor))
        {
            throw CaseException.NotFound(Id);
        }
    }

    private static TimelineEntry? Entry(RecordedEvent item, bool redacted) => item.Event is TimelineEntryAdded e
        ? new TimelineEntry(e.EntryId, e.OccurredAt, e.Text, item.At, item.Actor, redacted, item.Seq) : null;
}
