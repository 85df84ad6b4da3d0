using System.Globalization;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>What the incident can cost under each text of the law, held against the scenario.</summary>
internal sealed class DemoExposure(Scenario scenario, Connection person, DemoFolder folder)
{
    private readonly RegulatorsService.RegulatorsServiceClient _api = new(person.Invoker);

    /// <summary>Prints the estimates and leaves them in the folder, as a plot and as a report.</summary>
    /// <returns>The files.</returns>
    /// <exception cref="DemoException">A ceiling is another than the scenario says.</exception>
    public async Task<IReadOnlyList<string>> Report(string incidentId, CancellationToken cancellation)
    {
        var sheet = new Sheet("  LAW", "RATE", "CEILING OF THE FINE");
        GetExposureResponse? last = null;
        foreach (var estimate in scenario.Exposure)
        {
            last = await _api.GetExposureAsync(Asked(estimate, incidentId), person.Unary(cancellation));
            if (last.Cap != estimate.Cap)
            {
                throw new DemoException($"'{estimate.Title}' comes to {last.Cap}; it should be {estimate.Cap}");
            }

            sheet.Row("  " + estimate.Title, last.Rate, $"{Number(last.Cap),25} {last.Currency}");
        }

        sheet.Write(Terminal.Out);
        var claims = new Sheet("  CLAIM OF EACH", "SHARE THAT CLAIMS", "IN ALL");
        foreach (var claim in last?.Claims ?? [])
        {
            claims.Row("  " + Number(claim.PerPerson), claim.Share, $"{Number(claim.Total),27} {last!.Currency}");
        }

        claims.Write(Terminal.Out);
        DemoPage.Check("each ceiling is what the scenario's sums say; a ceiling is not a forecast");
        return
        [
            await Save("exposure.svg", ExposureFormat.Svg, ExposureLanguage.English, incidentId, cancellation),
            await Save("exposure.png", ExposureFormat.Png, ExposureLanguage.English, incidentId, cancellation),
            await Save("exposure.pdf", ExposureFormat.Pdf, ExposureLanguage.Korean, incidentId, cancellation),
        ];
    }

    private async Task<string> Save(string name, ExposureFormat format, ExposureLanguage language, string incidentId, CancellationToken cancellation)
    {
        var request = new ExportExposureRequest { IncidentId = incidentId, Format = format, Language = language, Estimates = { scenario.Exposure.Select(e => Asked(e, incidentId)) } };
        var file = await _api.ExportExposureAsync(request, person.Unary(cancellation));
        await File.WriteAllBytesAsync(folder[name], file.Data.Memory, cancellation);
        return name;
    }

    private static GetExposureRequest Asked(ScenarioEstimate estimate, string incidentId)
    {
        var request = estimate.Request.Clone();
        request.IncidentId = incidentId;
        return request;
    }

    private static string Number(string amount) => decimal.Parse(amount, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture);
}
