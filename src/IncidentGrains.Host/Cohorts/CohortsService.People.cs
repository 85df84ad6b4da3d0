using Grpc.Core;
using IncidentGrains.Grains.Cohorts.Lookups;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Host.Access;
using IncidentGrains.V1;
using static IncidentGrains.Host.Cohorts.CohortRequests;
using static IncidentGrains.Host.Incidents.Requests;

namespace IncidentGrains.Host.Cohorts;

internal sealed partial class CohortsService
{
    public override async Task<LookUpPersonResponse> LookUpPerson(LookUpPersonRequest r, ServerCallContext context)
    {
        var (view, answers) = await Find(context, r.IncidentId, r.SessionId, [IdentifierOf(r.Identifier, "identifier")]);
        var names = ViewNames.Of(view);
        return new LookUpPersonResponse
        {
            Answer = Answer(answers[0]),
            CategoryNames = { names.Categories },
            CohortNames = { names.Cohorts },
            RegistryVersion = view.State.Version,
        };
    }

    public override async Task<LookUpPersonsResponse> LookUpPersons(LookUpPersonsRequest r, ServerCallContext context)
    {
        CheckPersons(r.Identifiers.Count, "identifiers");
        var (view, answers) = await Find(context, r.IncidentId, r.SessionId, [.. r.Identifiers.Select((identifier, i) => IdentifierOf(identifier, "identifiers", i))]);
        var names = ViewNames.Of(view);
        return new LookUpPersonsResponse
        {
            Answers = { answers.Select(Answer) },
            CategoryNames = { names.Categories },
            CohortNames = { names.Cohorts },
            RegistryVersion = view.State.Version,
        };
    }

    // Set explicitly also where they are zero: yes and no have equal sizes.
    private static LookupAnswer Answer(PersonAnswer answer) => new() { Affected = IsAffected(answer), Categories = answer.Categories, Cohorts = answer.Cohorts };

    private static Affected IsAffected(PersonAnswer answer) => answer.IsAffected ? Affected.Yes : Affected.No;

    private Task<(RegistryView View, PersonAnswer[] Answers)> Find(
        ServerCallContext context, string incidentId, string sessionId, IReadOnlyList<Grains.Cohorts.Lookups.PersonIdentifier> identifiers)
    {
        var actor = AccessInterceptor.CallerOf(context).Actor;
        rates.Take(actor.Person, identifiers.Count);
        return data.Lookups.Find(actor, IncidentIdOf(incidentId), SessionIdOf(sessionId), identifiers);
    }
}
