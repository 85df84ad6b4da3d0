using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Regulators.Filings;
using IncidentGrains.Host.Access;
using IncidentGrains.Host.Ledger;
using IncidentGrains.V1;
using static IncidentGrains.Host.Incidents.Requests;
using Filing = IncidentGrains.V1.Filing;
using FilingVersion = IncidentGrains.Contracts.Regulators.Filings.FilingVersion;

namespace IncidentGrains.Host.Regulators.Filings;

// What changes nothing: a filing, lists of them, what one lacks, and how two versions differ.
internal sealed partial class FilingsService
{
    public override async Task<Filing> GetFiling(GetFilingRequest r, ServerCallContext context)
    {
        var asOf = AsOf(r.AsOf, time);
        var state = await Grain(FilingIdOf(r.FilingId)).Get(AccessInterceptor.CallerOf(context).Actor, asOf);
        return FilingMapping.ToProto(state, Version(state, r.VersionNumber, "version_number").Number, asOf ?? time.GetUtcNow());
    }

    public override async Task<ListFilingsResponse> ListFilings(ListFilingsRequest r, ServerCallContext context)
    {
        var actor = AccessInterceptor.CallerOf(context).Actor;
        var incident = r.IncidentId.Length == 0 ? "" : IncidentIdOf(r.IncidentId);
        if (incident.Length > 0 && !await incidents.IsVisible(incident, actor))
        {
            // Not an empty list: who mistyped an id would take it for an incident without filings.
            throw CaseException.NotFound(incident);
        }

        var query = FilingQuery.Parse(incident, r.Filter, r.OrderBy, r.PageSize, r.PageToken);
        var page = await index.List(actor, query);
        var rows = page.Rows.Take(query.PageSize).ToList();
        return new ListFilingsResponse
        {
            Filings = { rows.Select(FilingMapping.ToProto) },
            NextPageToken = page.Rows.Count > rows.Count ? query.TokenAfter(rows[^1]) : "",
            TotalSize = page.Total,
            AsOf = time.GetUtcNow().ToTimestamp(),
        };
    }

    public override async Task<CheckFilingResponse> CheckFiling(CheckFilingRequest r, ServerCallContext context)
    {
        var check = await Grain(FilingIdOf(r.FilingId)).Check(AccessInterceptor.CallerOf(context).Actor, r.VersionNumber);
        return new CheckFilingResponse
        {
            FilingId = check.State.FilingId,
            VersionNumber = check.Number,
            Complete = check.Items.TrueForAll(i => i.Result == Contracts.Regulators.Filings.FilingCheckResult.Complete),
            Items = { check.Items.Select(FilingMapping.ToProto) },
            AsOf = time.GetUtcNow().ToTimestamp(),
        };
    }

    public override async Task<CompareFilingVersionsResponse> CompareFilingVersions(CompareFilingVersionsRequest r, ServerCallContext context)
    {
        var state = await Grain(FilingIdOf(r.FilingId)).Get(AccessInterceptor.CallerOf(context).Actor, asOf: null);
        var after = Version(state, r.ToNumber, "to_number");
        var before = Version(state, r.FromNumber == 0 ? Math.Max(after.Number - 1, 1) : r.FromNumber, "from_number");
        var changes = FilingComparison.Of(before, after, state.Language);
        return new CompareFilingVersionsResponse
        {
            FilingId = state.FilingId,
            FromNumber = before.Number,
            ToNumber = after.Number,
            Changes = { changes },
            Unchanged = after.Fields.Count(f => !changes.Any(c => c.Key == f.Key)),
            AsOf = time.GetUtcNow().ToTimestamp(),
        };
    }

    public override Task<ListFilingFormsResponse> ListFilingForms(ListFilingFormsRequest r, ServerCallContext context)
    {
        var (from, size) = PageTokens.Offset(r.PageToken, r.PageSize, forms.All.Count);
        return Task.FromResult(new ListFilingFormsResponse
        {
            Forms = { forms.All.Skip(from).Take(size).Select(FilingMapping.ToProto) },
            NextPageToken = from + size < forms.All.Count ? PageTokens.Next(from + size) : "",
            TotalSize = forms.All.Count,
        });
    }

    private static FilingVersion Version(FilingState state, int number, string field) => number == 0 ? state.Latest
        : state.Find(number) ?? throw CaseException.Invalid(new FieldViolation(field, $"is no version of that filing; it has 1 to {state.Versions.Count}."));
}
