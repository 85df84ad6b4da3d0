using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Host.Access;
using IncidentGrains.Host.Ledger;
using IncidentGrains.V1;
using static IncidentGrains.Host.Incidents.Requests;
using Meta = IncidentGrains.Contracts.Ledger.CommandMeta;

namespace IncidentGrains.Host.Regulators;

/// <summary>The front door of obligations: shape of the request, one call to the grain, shape of the answer. Rules are in <see cref="Obligations"/>.</summary>
internal sealed partial class RegulatorsService(
    IGrainFactory grains, ClockBoard board, ClockWatch watch, RulesInForce rules, TimeProvider time) : V1.RegulatorsService.RegulatorsServiceBase
{
    public override async Task<RegulatoryRecord> RecordRegulatoryFacts(RecordRegulatoryFactsRequest r, ServerCallContext context)
    {
        var meta = Meta(context, r.CommandId, r.ExpectedVersion);
        var facts = RegulatoryFactsMapping.Of(r.Facts ?? throw CaseException.Invalid(new FieldViolation("facts", "is missing; send all facts.")));
        var state = await Grain(r.IncidentId).Execute(new RecordRegulatoryFacts(meta, facts));
        return Record(await Grain(r.IncidentId).Facts(meta.Actor) with { State = state }, state.UpdatedAt);
    }

    public override async Task<RegulatoryRecord> GetRegulatoryFacts(GetRegulatoryFactsRequest r, ServerCallContext context) =>
        Record(await Grain(r.IncidentId).Facts(AccessInterceptor.CallerOf(context).Actor), time.GetUtcNow());

    public override async Task<ListObligationsResponse> AssessObligations(AssessObligationsRequest r, ServerCallContext context)
    {
        var state = await Grain(r.IncidentId).Execute(new AssessObligations(Meta(context, r.CommandId, r.ExpectedVersion)));
        return Page(state, "", pageSize: 1000, time.GetUtcNow());
    }

    public override async Task<ListObligationsResponse> ListObligations(ListObligationsRequest r, ServerCallContext context)
    {
        var asOf = AsOf(r.AsOf, time);
        var state = await Grain(r.IncidentId).Get(AccessInterceptor.CallerOf(context).Actor, asOf);
        return Page(state, r.PageToken, r.PageSize, asOf ?? time.GetUtcNow());
    }

    public override async Task<V1.Obligation> GetObligation(GetObligationRequest r, ServerCallContext context)
    {
        var asOf = AsOf(r.AsOf, time);
        return Answer(await Grain(r.IncidentId).Get(AccessInterceptor.CallerOf(context).Actor, asOf), r.ObligationId, asOf ?? time.GetUtcNow());
    }

    public override async Task<ExplainObligationResponse> ExplainObligation(ExplainObligationRequest r, ServerCallContext context)
    {
        var found = await Grain(r.IncidentId).Explain(AccessInterceptor.CallerOf(context).Actor, r.Rule);
        return new ExplainObligationResponse
        {
            Explanations = { found.Items.Select(RegulatorsMapping.ToProto) },
            PacksDigest = found.PacksDigest,
            AsOf = time.GetUtcNow().ToTimestamp(),
        };
    }

    public override Task<V1.Obligation> RequestWaiver(RequestWaiverRequest r, ServerCallContext context) => Run(
        r.IncidentId, r.ObligationId, Meta(context, r.CommandId, r.ExpectedVersion), m => new RequestWaiver(m, r.ObligationId, r.Reason));

    public override Task<V1.Obligation> ApproveWaiver(ApproveWaiverRequest r, ServerCallContext context) => Run(
        r.IncidentId, r.ObligationId, Meta(context, r.CommandId, r.ExpectedVersion), m => new ApproveWaiver(m, r.ObligationId));

    public override Task<V1.Obligation> DeclineWaiver(DeclineWaiverRequest r, ServerCallContext context) => Run(
        r.IncidentId, r.ObligationId, Meta(context, r.CommandId, r.ExpectedVersion), m => new DeclineWaiver(m, r.ObligationId, r.Reason));

    public override Task<V1.Obligation> MarkObligationMet(MarkObligationMetRequest r, ServerCallContext context) => Run(
        r.IncidentId, r.ObligationId, Meta(context, r.CommandId, r.ExpectedVersion), m => new MarkObligationMet(m, r.ObligationId, Instant(r.MetAt, "met_at"), r.Reference));

    public override Task<V1.Obligation> AssignObligation(AssignObligationRequest r, ServerCallContext context) => Run(
        r.IncidentId, r.ObligationId, Meta(context, r.CommandId, r.ExpectedVersion), m => new AssignObligation(m, r.ObligationId, Person(context, r.Assignee)));

    // A command's answer holds at the instant of its recording.
    private async Task<V1.Obligation> Run(string incidentId, string obligationId, Meta meta, Func<Meta, ObligationCommand> command)
    {
        var state = await Grain(incidentId).Execute(command(meta));
        return Answer(state, obligationId, state.UpdatedAt);
    }

    private static V1.Obligation Answer(ObligationsState state, string obligationId, DateTimeOffset asOf) =>
        RegulatorsMapping.ToProto(state, state.Find(obligationId) ?? throw new CaseException(
            CaseError.NotFound, "obligation.not_found", $"There is no obligation '{obligationId}' of that incident. Its obligations are listed by ListObligations."), asOf);

    private static ListObligationsResponse Page(ObligationsState state, string pageToken, int pageSize, DateTimeOffset asOf)
    {
        var (from, size) = PageTokens.Offset(pageToken, pageSize, state.Obligations.Count);
        var page = state.Obligations.OrderBy(o => o.Law.Due ?? DateTimeOffset.MaxValue).ThenBy(o => o.ObligationId, StringComparer.Ordinal).Skip(from).Take(size);
        return new ListObligationsResponse
        {
            Obligations = { page.Select(o => RegulatorsMapping.ToProto(state, o, asOf)) },
            NextPageToken = from + size < state.Obligations.Count ? PageTokens.Next(from + size) : "",
            TotalSize = state.Obligations.Count,
            Version = state.Version,
            PacksDigest = state.PacksDigest,
            AsOf = asOf.ToTimestamp(),
        };
    }

    private static RegulatoryRecord Record(EvaluatedFacts facts, DateTimeOffset asOf) => new()
    {
        IncidentId = facts.State.IncidentId,
        Version = facts.State.Version,
        Facts = facts.State.Facts is { } recorded ? RegulatoryFactsMapping.ToProto(recorded) : null,
        EvaluatedFacts = facts.Json,
        LeftOut = { facts.LeftOut },
        AsOf = asOf.ToTimestamp(),
    };

    private IObligationsGrain Grain(string incidentId) => grains.GetGrain<IObligationsGrain>(ObligationsId.Of(IncidentIdOf(incidentId)));
}
