using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Grains.Cohorts.Lookups;
using IncidentGrains.Host.Access;
using IncidentGrains.V1;
using static IncidentGrains.Host.Cohorts.CohortRequests;
using static IncidentGrains.Host.Incidents.Requests;

namespace IncidentGrains.Host.Cohorts;

internal sealed partial class CohortsService
{
    private const int MaxPersons = 1_000;

    public override async Task<LookUpPersonResponse> LookUpPerson(LookUpPersonRequest r, ServerCallContext context)
    {
        var actor = AccessInterceptor.CallerOf(context).Actor;
        var identifier = Identifier(r.Identifier, "identifier");
        rates.Take(actor.Person, 1);
        var (view, answers) = await data.Lookups.Find(actor, IncidentIdOf(r.IncidentId), SessionIdOf(r.SessionId), [identifier]);
        return new LookUpPersonResponse
        {
            Answer = Answer(answers[0]),
            CategoryNames = { view.Names.Categories },
            CohortNames = { view.Names.Cohorts },
            RegistryVersion = view.State.Version,
        };
    }

    public override async Task<LookUpPersonsResponse> LookUpPersons(LookUpPersonsRequest r, ServerCallContext context)
    {
        if (r.Identifiers.Count is 0 or > MaxPersons)
        {
            throw CaseException.Invalid(new FieldViolation("identifiers", $"must name 1 to {MaxPersons} persons."));
        }

        var identifiers = new Grains.Cohorts.Lookups.PersonIdentifier[r.Identifiers.Count];
        for (var i = 0; i < identifiers.Length; i++)
        {
            identifiers[i] = Identifier(r.Identifiers[i], "identifiers", i);
        }

        var actor = AccessInterceptor.CallerOf(context).Actor;
        rates.Take(actor.Person, identifiers.Length);
        var (view, answers) = await data.Lookups.Find(actor, IncidentIdOf(r.IncidentId), SessionIdOf(r.SessionId), identifiers);
        var response = new LookUpPersonsResponse
        {
            CategoryNames = { view.Names.Categories },
            CohortNames = { view.Names.Cohorts },
            RegistryVersion = view.State.Version,
        };
        response.Answers.Capacity = answers.Length;
        foreach (var answer in answers)
        {
            response.Answers.Add(Answer(answer));
        }

        return response;
    }

    // Set explicitly also where they are zero: yes and no have equal sizes.
    private static LookupAnswer Answer(PersonAnswer answer) => new()
    {
        Affected = answer.IsAffected ? Affected.Yes : Affected.No,
        Categories = answer.Categories,
        Cohorts = answer.Cohorts,
    };

    private static Grains.Cohorts.Lookups.PersonIdentifier Identifier(V1.PersonIdentifier? identifier, string field, int? index = null)
    {
        var known = IdentifierOf(identifier, field, index);
        return new Grains.Cohorts.Lookups.PersonIdentifier((Contracts.Cohorts.IdentifierKind)known.Kind, known.Value, known.Region);
    }
}
