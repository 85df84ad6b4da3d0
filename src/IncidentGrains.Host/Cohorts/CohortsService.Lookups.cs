using Grpc.Core;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.V1;
using static IncidentGrains.Host.Cohorts.CohortRequests;
using static IncidentGrains.Host.Incidents.Requests;
using LookupSession = IncidentGrains.V1.LookupSession;

namespace IncidentGrains.Host.Cohorts;

internal sealed partial class CohortsService
{
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(1);

    public override async Task<LookupSession> OpenLookup(OpenLookupRequest r, ServerCallContext context)
    {
        var meta = Meta(context, r.CommandId, r.ExpectedVersion);
        var lifetime = r.Lifetime is null ? DefaultLifetime : Duration(r.Lifetime, "lifetime");
        var state = await Execute(r.IncidentId, new OpenLookup(meta, r.Reason, lifetime, r.MaxKeys));
        return Answer(state, s => s.SessionId == CohortIds.Lookup(r.IncidentId, meta));
    }

    public override async Task<LookupSession> CloseLookup(CloseLookupRequest r, ServerCallContext context) => Answer(
        await Execute(r.IncidentId, new CloseLookup(Meta(context, r.CommandId, r.ExpectedVersion), SessionIdOf(r.SessionId))), s => s.SessionId == r.SessionId);

    // A command's answer holds at the instant of its recording.
    private static LookupSession Answer(RegistryState state, Predicate<Contracts.Cohorts.LookupSession> match) =>
        PersonsMapping.ToProto(state, state.Lookups.Find(match)!, state.UpdatedAt);
}
