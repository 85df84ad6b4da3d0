using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Registry.Audiences;
using IncidentGrains.Registry.Rows;
using IncidentGrains.V1;

namespace IncidentGrains.Host.Cohorts;

internal sealed partial class CohortsService
{
    private static readonly (byte Flag, string Name)[] Contacts = [(ContactFlags.Email, "email"), (ContactFlags.Phone, "phone"), (ContactFlags.Address, "address")];

    public override async Task<CountAudienceResponse> CountAudience(CountAudienceRequest r, ServerCallContext context)
    {
        var view = await View(r.IncidentId, r.RegistryVersion, context);
        var audience = Parse(r.Expression, view.Names);
        var census = await data.Registries.Census(view);
        var answer = new CountAudienceResponse { RegistryVersion = view.State.Version, Persons = census.Count(audience) };
        if (Groups(r.GroupBy, view.Names) is { } groups)
        {
            answer.Groups.Add(census.Count(audience, groups).OrderByDescending(g => g.Value).ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new AudienceCount { Key = g.Key, Persons = g.Value }));
        }

        return answer;
    }

    public override async Task<CompareCohortsResponse> CompareCohorts(CompareCohortsRequest r, ServerCallContext context)
    {
        var view = await View(r.IncidentId, r.RegistryVersion, context);
        var first = 1UL << view.State.Cohorts.IndexOf(Known(view.State, r.CohortId));
        var other = 1UL << view.State.Cohorts.IndexOf(Known(view.State, r.OtherCohortId));
        var census = await data.Registries.Census(view);
        var overlap = first == other ? new OverlapEstimate(0, 0) : await data.Registries.Overlap(view, first, other);
        return new CompareCohortsResponse
        {
            RegistryVersion = view.State.Version,
            Both = census.Count(k => (k.Cohorts & first) != 0 && (k.Cohorts & other) != 0),
            OnlyFirst = census.Count(k => (k.Cohorts & first) != 0 && (k.Cohorts & other) == 0),
            OnlyOther = census.Count(k => (k.Cohorts & first) == 0 && (k.Cohorts & other) != 0),
            LikelyBoth = overlap.Likely,
            AtMostBoth = overlap.AtMost,
        };
    }

    private static Func<CensusKey, bool> Parse(string expression, AudienceNames names)
    {
        try
        {
            return AudienceExpression.Parse(expression, names);
        }
        catch (AudienceException e)
        {
            throw CaseException.Invalid(new FieldViolation("expression", "can't be understood: " + e.Message));
        }
    }

    private static Func<CensusKey, IEnumerable<string>>? Groups(AudienceGroup group, AudienceNames names) => group switch
    {
        AudienceGroup.Unspecified => null,
        AudienceGroup.Jurisdiction => k => [k.Profile.Jurisdiction],
        AudienceGroup.Locale => k => [k.Profile.Locale],
        AudienceGroup.Category => k => Named(k.Profile.Categories, names.Categories),
        AudienceGroup.Cohort => k => Named(k.Cohorts, names.Cohorts),
        AudienceGroup.Contact => k => [k.Profile.Contact == 0 ? "none" : string.Join('+', Contacts.Where(c => (k.Profile.Contact & c.Flag) != 0).Select(c => c.Name))],
        _ => throw CaseException.Invalid(new FieldViolation("group_by", "is none that this server knows.")),
    };

    private static IEnumerable<string> Named(ulong bits, IReadOnlyList<string> names) => names.Where((_, i) => (bits & (1UL << i)) != 0);

    // Erased people are gone from earlier versions too: their keys are destroyed.
    private async Task<RegistryView> View(string incidentId, long version, ServerCallContext context)
    {
        var state = await At(incidentId, version, context);
        return await data.Registries.View(state, version == 0 ? state : await Grain(incidentId).View(0));
    }
}
