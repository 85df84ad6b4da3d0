using IncidentGrains.Cli.Api;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>The filings of the incident, as one person sees them.</summary>
internal sealed class DemoFilings(Connection person)
{
    private const int Most = 200;

    private readonly FilingsService.FilingsServiceClient _filings = new(person.Invoker);

    /// <summary>Waits for the filing of an obligation, which the assessment drafts, and returns its id.</summary>
    /// <exception cref="DemoException">It does not come.</exception>
    public Task<string> Await(string incidentId, string obligationId, CancellationToken cancellation) => Patience.Until(
        async () => (await List(incidentId, cancellation)).FirstOrDefault(filing => filing.ObligationIds.Contains(obligationId))?.FilingId,
        () => $"no filing was drafted for '{obligationId}'", cancellation);

    /// <summary>The filings.</summary>
    public async Task<IReadOnlyList<FilingSummary>> List(string incidentId, CancellationToken cancellation) =>
        (await _filings.ListFilingsAsync(new ListFilingsRequest { IncidentId = incidentId, PageSize = Most }, person.Unary(cancellation))).Filings;
}
