using System.Collections.Immutable;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Remediation;

/// <summary>One task: a thin shell around <see cref="RemediationTask"/>.</summary>
internal sealed class RemediationTaskGrain(
    LedgerServices ledger,
    [PersistentState("remediation-task", "snapshots")] IPersistentState<Snapshot<RemediationTaskState>> snapshot,
    ILogger<RemediationTaskGrain> logger)
    : LedgeredGrain<RemediationTask, RemediationTaskState>(ledger, snapshot, logger), IRemediationTaskGrain
{
    public async Task<RemediationTaskView> Get(Actor actor, DateTimeOffset? asOf)
    {
        var dependsOn = await DependsOn(State.IncidentId, actor, asOf: null);
        if (asOf is not { } instant)
        {
            return new RemediationTaskView(State, dependsOn);
        }

        var then = await AsOf(instant);
        return then.Version > 0
            ? new RemediationTaskView(then, await DependsOn(State.IncidentId, actor, instant))
            : throw new CaseException(
                CaseError.NotFound, "case.not_yet", $"'{Id}' was not yet recorded at {instant.UtcDateTime:O}. It was created at {State.CreatedAt.UtcDateTime:O}.");
    }

    public async Task<RemediationTaskView> Execute(TaskCommand command)
    {
        ImmutableList<string> dependsOn = [];
        var (state, _) = await Run(command, CommandDigest.Of(command, RemediationJson.Default), async now =>
        {
            dependsOn = await DependsOn(command is CreateTask create ? create.IncidentId : State.IncidentId, command.Meta.Actor, asOf: null);
            return RemediationTask.Decide(State, command, new TaskContext(now, dependsOn));
        });
        return new RemediationTaskView(state, dependsOn);
    }

    protected override Task<CaseException> Refusal(AppendOutcome.GuardRefused refused, Command command) => Task.FromResult(refused.Name switch
    {
        IncidentGuards.Closed => CaseException.Refused("task.incident_closed", $"'{refused.CaseId}' is CLOSED. Reopen it first."),
        IncidentGuards.Merged => CaseException.Refused("task.incident_merged", $"'{refused.CaseId}' was merged into another incident. Create the task there."),
        _ => CaseException.Refused(
            "task.dependency_open", $"'{Id}' waits for '{refused.Name[IncidentGuards.TaskOpen("").Length..]}', which is not done. Have that verified or cancelled first, or remove the dependency."),
    });

    // What the task waits for, if the actor may see its incident; to whoever may not, the task does not exist either.
    private async Task<ImmutableList<string>> DependsOn(string incidentId, Actor actor, DateTimeOffset? asOf)
    {
        if (incidentId.Length == 0)
        {
            // Nobody's key: do not keep it in memory.
            DeactivateOnIdle();
            throw CaseException.NotFound(Id);
        }

        try
        {
            return await GrainFactory.GetGrain<IIncidentGrain>(incidentId).DependenciesOf(actor, Id, asOf);
        }
        catch (CaseException e) when (e.Error == CaseError.NotFound && State.Version > 0)
        {
            throw CaseException.NotFound(Id);
        }
    }
}
