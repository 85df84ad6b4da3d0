using System.Text;
using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Host.Access;
using IncidentGrains.Law.Exposure;
using IncidentGrains.Law.Json;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.V1;
using static IncidentGrains.Host.Incidents.Requests;

namespace IncidentGrains.Host.Regulators;

// What an incident can cost. What only the company knows travels with the question and is kept nowhere.
internal sealed partial class RegulatorsService
{
    public override async Task<GetExposureResponse> GetExposure(GetExposureRequest r, ServerCallContext context)
    {
        var now = time.GetUtcNow();
        var evaluated = await Grain(r.IncidentId).Facts(AccessInterceptor.CallerOf(context).Actor);
        try
        {
            var facts = FactsJson.Read(Encoding.UTF8.GetBytes(evaluated.Json), now);
            var counted = facts.Cohorts.Where(c => c.Subjects is not null).ToList();
            var inputs = ExposureMapping.Inputs(r) with
            {
                Victims = r.HasVictims ? r.Victims : counted.Count > 0 ? counted.Sum(c => c.Subjects) : null,
                ViolationEnd = Instant(r.ViolationEnd, "violation_end") ?? facts.Incident.OccurredTo,
            };
            return ExposureMapping.ToProto(ExposureEstimate.Of(inputs, rules.Current), inputs, now);
        }
        catch (InputRefusedException e)
        {
            throw CaseException.Invalid([.. e.Mistakes.Select(m => new FieldViolation("exposure", m))]);
        }
    }
}
