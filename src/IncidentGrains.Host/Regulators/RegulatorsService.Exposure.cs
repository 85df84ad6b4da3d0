using System.Text;
using Google.Api;
using Google.Protobuf.Collections;
using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Host.Access;
using IncidentGrains.Host.Exposure;
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
        var report = await Report(r.IncidentId, [r], context);
        var only = report.Cases[0];
        return ExposureMapping.ToProto(only.Estimate, only.Inputs, report.AsOf);
    }

    public override async Task<HttpBody> ExportExposure(ExportExposureRequest r, ServerCallContext context) =>
        ExposureFile.Of(await Report(r.IncidentId, r.Estimates.Count > 0 ? r.Estimates : [new GetExposureRequest()], context), r.Format, r.Language);

    private async Task<ExposureReport> Report(string incident, RepeatedField<GetExposureRequest> questions, ServerCallContext context)
    {
        var now = time.GetUtcNow();
        var packs = rules.Current;
        // First, so that what is wrong with the figures tells nobody that the incident exists.
        var evaluated = await Grain(incident).Facts(AccessInterceptor.CallerOf(context).Actor);
        if (questions.Count > ExposureReport.MostCases)
        {
            throw CaseException.Invalid(new FieldViolation("estimates", $"are {questions.Count}; the most beside each other are {ExposureReport.MostCases}"));
        }

        if (questions.Any(q => q.IncidentId.Length > 0 && q.IncidentId != incident))
        {
            throw CaseException.Invalid(new FieldViolation("estimates", "name another incident; leave their incident_id empty"));
        }

        try
        {
            var facts = FactsJson.Read(Encoding.UTF8.GetBytes(evaluated.Json), now);
            return new ExposureReport(incident, now, [.. questions.Select(q =>
            {
                var inputs = Inputs(q, facts);
                return new ExposureCase(packs.FindJurisdiction(inputs.Jurisdiction)?.Name ?? inputs.Jurisdiction, inputs, ExposureEstimate.Of(inputs, packs));
            })]);
        }
        catch (InputRefusedException e)
        {
            throw CaseException.Invalid([.. e.Mistakes.Select(m => new FieldViolation("exposure", m))]);
        }
    }

    private static ExposureInputs Inputs(GetExposureRequest question, CaseFacts facts)
    {
        var counted = facts.Cohorts.Where(c => c.Subjects is not null).ToList();
        var given = ExposureMapping.Inputs(question);
        return given with
        {
            Victims = given.Victims ?? (counted.Count > 0 ? counted.Sum(c => c.Subjects) : null),
            ViolationEnd = Instant(question.ViolationEnd, "violation_end") ?? facts.Incident.OccurredTo,
            Roles = facts.Controller.Roles,
        };
    }
}
