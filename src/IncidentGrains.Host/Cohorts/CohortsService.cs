using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Host.Access;
using IncidentGrains.Host.Ledger;
using IncidentGrains.V1;
using static IncidentGrains.Host.Cohorts.CohortRequests;
using static IncidentGrains.Host.Incidents.Requests;
using Cohort = IncidentGrains.V1.Cohort;

namespace IncidentGrains.Host.Cohorts;

/// <summary>The front door of affected people: shape of the request, one call to the grain, shape of the answer. Rules are in <see cref="Grains.Cohorts.Registry"/>.</summary>
internal sealed partial class CohortsService(IGrainFactory grains, CohortData data, LookupRates rates, TimeProvider time, IHostApplicationLifetime application) : V1.CohortsService.CohortsServiceBase
{
    public override async Task<Cohort> DefineCohort(DefineCohortRequest r, ServerCallContext context)
    {
        var meta = Meta(context, r.CommandId, r.ExpectedVersion);
        var state = await Execute(r.IncidentId, new DefineCohort(
            meta, r.Name, r.Title, r.SourceSystem, r.Determination, [.. r.Categories], [.. r.Identifiers.Select(k => (Contracts.Cohorts.IdentifierKind)k)]));
        return RegistryMapping.ToProto(state, state.FindCohort(CohortIds.Cohort(r.IncidentId, meta))!);
    }

    public override async Task<Cohort> GetCohort(GetCohortRequest r, ServerCallContext context)
    {
        var state = await At(r.IncidentId, r.RegistryVersion, context);
        return RegistryMapping.ToProto(state, Known(state, r.CohortId));
    }

    public override async Task<ListCohortsResponse> ListCohorts(ListCohortsRequest r, ServerCallContext context)
    {
        var state = await At(r.IncidentId, r.RegistryVersion, context);
        var (from, size) = PageTokens.Offset(r.PageToken, r.PageSize, state.Cohorts.Count);
        return new ListCohortsResponse
        {
            Cohorts = { state.Cohorts.Skip(from).Take(size).Select(RegistryMapping.Summary) },
            NextPageToken = from + size < state.Cohorts.Count ? PageTokens.Next(from + size) : "",
            TotalSize = state.Cohorts.Count,
            RegistryVersion = state.Version,
        };
    }

    public override async Task<Cohort> WithdrawCohort(WithdrawCohortRequest r, ServerCallContext context)
    {
        var state = await Execute(r.IncidentId, new WithdrawCohort(Meta(context, r.CommandId, r.ExpectedVersion), CohortOf(r.CohortId), r.Reason));
        return RegistryMapping.ToProto(state, Known(state, r.CohortId));
    }

    public override async Task<V1.Registry> GetRegistry(GetRegistryRequest r, ServerCallContext context)
    {
        var asOf = AsOf(r.AsOf, time);
        if (asOf is not { } instant)
        {
            return RegistryMapping.ToProto(await At(r.IncidentId, r.RegistryVersion, context), time.GetUtcNow());
        }

        return r.RegistryVersion == 0 ? RegistryMapping.ToProto(await Grain(r.IncidentId).GetAsOf(AccessInterceptor.CallerOf(context).Actor, instant), instant)
            : throw CaseException.Invalid(new FieldViolation("as_of", "can't be given together with registry_version; leave one of them out."));
    }

    private static Contracts.Cohorts.Cohort Known(RegistryState state, string idOrName) => state.FindCohort(CohortOf(idOrName)) ?? throw new CaseException(
        CaseError.NotFound, "cohort.not_found", $"The registry has no cohort of that id or name at version {state.Version}. Its cohorts are listed by ListCohorts.");

    private Task<RegistryState> At(string incidentId, long version, ServerCallContext context) =>
        Grain(incidentId).Get(AccessInterceptor.CallerOf(context).Actor, Version(version));

    private Task<RegistryState> Execute(string incidentId, RegistryCommand command) => Grain(incidentId).Execute(command);

    private IRegistryGrain Grain(string incidentId) => grains.GetGrain<IRegistryGrain>(RegistryId.Of(IncidentIdOf(incidentId)));
}
