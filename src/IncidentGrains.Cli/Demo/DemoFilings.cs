using System.Diagnostics;
using IncidentGrains.Cli.Api;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>The filings of the incident, as one person sees them.</summary>
internal sealed class DemoFilings(Connection person)
{
    private const int Most = 200;

    // The way from the assessment over the bus to the draft takes milliseconds; a machine may be busy.
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    private readonly FilingsService.FilingsServiceClient _filings = new(person.Invoker);

    /// <summary>Waits for the filing of an obligation, which the assessment drafts, and returns its id.</summary>
    /// <exception cref="DemoException">It does not come.</exception>
    public async Task<string> Await(string incidentId, string obligationId, CancellationToken cancellation)
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            var page = await List(incidentId, cancellation);
            if (page.FirstOrDefault(filing => filing.ObligationIds.Contains(obligationId)) is { } found)
            {
                return found.FilingId;
            }

            if (waiting.Elapsed > Within)
            {
                throw new DemoException($"no filing was drafted for '{obligationId}'");
            }

            await Task.Delay(20, cancellation);
        }
    }

    /// <summary>The filings.</summary>
    public async Task<IReadOnlyList<FilingSummary>> List(string incidentId, CancellationToken cancellation) =>
        (await _filings.ListFilingsAsync(new ListFilingsRequest { IncidentId = incidentId, PageSize = Most }, person.Unary(cancellation))).Filings;
}
