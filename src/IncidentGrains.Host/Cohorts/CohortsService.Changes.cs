using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Cohorts.Changes;
using IncidentGrains.Host.Ledger;
using IncidentGrains.V1;
using static IncidentGrains.Host.Cohorts.CohortRequests;
using static IncidentGrains.Host.Incidents.Requests;
using PersonChange = IncidentGrains.V1.PersonChange;

namespace IncidentGrains.Host.Cohorts;

internal sealed partial class CohortsService
{
    public override Task<PersonChange> RequestErasure(RequestErasureRequest r, ServerCallContext context) =>
        Request(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), Contracts.Cohorts.ChangeKind.Erasure, r.Identifier, null, r.Reason);

    public override Task<PersonChange> RequestCorrection(RequestCorrectionRequest r, ServerCallContext context) => Request(
        r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), Contracts.Cohorts.ChangeKind.Correction, r.Identifier, PersonsMapping.Fields(r.Correction), r.Reason);

    public override async Task<PersonChange> ApproveChange(ApproveChangeRequest r, ServerCallContext context) =>
        Change(await Execute(r.IncidentId, new ApproveChange(Meta(context, r.CommandId, r.ExpectedVersion), ChangeIdOf(r.ChangeId))), r.ChangeId);

    public override async Task<PersonChange> DeclineChange(DeclineChangeRequest r, ServerCallContext context) =>
        Change(await Execute(r.IncidentId, new DeclineChange(Meta(context, r.CommandId, r.ExpectedVersion), ChangeIdOf(r.ChangeId), r.Reason)), r.ChangeId);

    public override async Task<ListChangesResponse> ListChanges(ListChangesRequest r, ServerCallContext context)
    {
        var state = await At(r.IncidentId, version: 0, context);
        var changes = r.State == V1.ChangeState.Unspecified ? state.Changes : state.Changes.FindAll(c => c.State == (Contracts.Cohorts.ChangeState)r.State);
        var (from, size) = PageTokens.Offset(r.PageToken, r.PageSize, changes.Count);
        return new ListChangesResponse
        {
            Changes = { changes.Skip(from).Take(size).Select(c => PersonsMapping.ToProto(state, c)) },
            NextPageToken = from + size < changes.Count ? PageTokens.Next(from + size) : "",
            TotalSize = changes.Count,
        };
    }

    // Who may not see the incident learns so before anything is made of the identifier.
    private async Task<PersonChange> Request(
        string incidentId, Contracts.Ledger.CommandMeta meta, Contracts.Cohorts.ChangeKind kind, V1.PersonIdentifier? identifier, Dictionary<string, string>? fields, string reason)
    {
        var state = await Grain(incidentId).Get(meta.Actor, version: 0);
        var changeId = CohortIds.Change(incidentId, meta);
        if (state.Changes.Find(c => c.ChangeId == changeId) is { } known)
        {
            // A retry may come when the person is erased already.
            return known.Kind == kind && known.Reason == reason ? Change(state, changeId) : throw CaseException.CommandReused(meta.CommandId);
        }

        var named = IdentifierOf(identifier, "identifier");
        rates.Take(meta.Actor.Person, 1);
        var view = await data.Registries.View(state, state);
        var person = await data.Changes.Find(view, named);
        var change = new PendingChange(person.High, person.Low, fields);
        await data.Rewrite.Check(view, change);

        // First, so that no request on record is without its person.
        await data.Changes.Keep(incidentId, changeId, change);
        try
        {
            return Change(await Execute(incidentId, new RequestChange(meta, kind, view.Secrets.Commitment(person), reason)), changeId);
        }
        catch (CaseException e) when (e.Error is not CaseError.Unavailable)
        {
            await data.Changes.Forget(changeId);
            throw;
        }
    }

    private static PersonChange Change(RegistryState state, string changeId) => PersonsMapping.ToProto(state, state.Changes.Find(c => c.ChangeId == changeId)!);
}
