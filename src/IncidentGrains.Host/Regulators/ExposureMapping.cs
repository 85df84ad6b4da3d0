using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Law.Exposure;
using IncidentGrains.V1;

namespace IncidentGrains.Host.Regulators;

/// <summary>Between the API's messages and the figures of an estimate; amounts are decimal texts on both sides.</summary>
internal static class ExposureMapping
{
    /// <summary>The figures of a request, read as those of a file are: with the same checks and the same words.</summary>
    /// <exception cref="Law.Json.InputRefusedException">They can't be used.</exception>
    public static ExposureInputs Inputs(GetExposureRequest r)
    {
        var figures = new JsonObject
        {
            ["turnover"] = new JsonArray([.. r.Turnover.Select(t => new JsonObject
            {
                ["year"] = t.Year, ["amount"] = t.Amount, ["unrelated"] = t.Unrelated.Length > 0 ? t.Unrelated : "0",
            })]),
            ["repeat_within_3_years"] = r.RepeatWithin3Years,
            ["defied_order"] = r.DefiedOrder,
            ["per_person"] = new JsonArray([.. r.PerPerson.Select(a => (JsonNode)a)]),
            ["offers"] = new JsonArray([.. r.Offers.Select(a => (JsonNode)a)]),
            ["participation"] = new JsonArray([.. r.Participation.Select(a => (JsonNode)a)]),
        };
        if (r.Jurisdiction.Length > 0)
        {
            figures["jurisdiction"] = r.Jurisdiction;
        }

        if (r.HasVictims)
        {
            figures["victims"] = r.Victims;
        }

        if (r.NoticeCost.Length > 0)
        {
            figures["notice_cost"] = r.NoticeCost;
        }

        return ExposureJson.Read(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["exposure"] = figures })) with
        {
            Negligence = r.Negligence switch { NegligenceDegree.Gross => Negligence.Gross, NegligenceDegree.Intent => Negligence.Intent, _ => Negligence.Ordinary },
        };
    }

    public static GetExposureResponse ToProto(ExposureEstimate e, ExposureInputs inputs, DateTimeOffset asOf)
    {
        var answer = new GetExposureResponse
        {
            Currency = e.Currency,
            Ranges = { e.Ranges.Select(r => new ExposureAmount { Title = r.Title, Low = Text(r.Low), High = Text(r.High), Inputs = r.Inputs, Source = r.Source, Confidence = r.Confidence }) },
            Claims = { e.Claims.Select(c => new ExposureClaim { PerPerson = Text(c.PerPerson), Share = Text(c.Share), Total = Text(c.Total) }) },
            Jurisdiction = e.Jurisdiction,
            ViolationEnd = inputs.ViolationEnd?.ToTimestamp(),
            Cap = Text(e.Cap),
            Rate = Text(e.Rate),
            Base = Text(e.Base),
            AsOf = asOf.ToTimestamp(),
        };
        if (inputs.Victims is { } victims)
        {
            answer.Victims = victims;
        }

        return answer;
    }

    private static string Text(decimal? amount) => amount?.ToString("0.##########", CultureInfo.InvariantCulture) ?? "";
}
