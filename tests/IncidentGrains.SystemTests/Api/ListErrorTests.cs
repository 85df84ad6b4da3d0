using System.Text;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Api;

/// <summary>Lists: what can't be understood is refused with what can.</summary>
[Collection(RealProcesses.Name)]
public sealed class ListErrorTests(SharedServer server)
{
    private readonly IncidentsService.IncidentsServiceClient _incidents = server.Admin.Incidents;

    [Theory]
    [InlineData("stage")]
    [InlineData("stage = ")]
    [InlineData("stage = NOWHERE")]
    [InlineData("stage = 99")]
    [InlineData("severity >= 3")]
    [InlineData("colour = RED")]
    [InlineData("title < \"x\"")]
    [InlineData("reference : \"x\"")]
    [InlineData("opened_at > yesterday")]
    [InlineData("stage = OPEN OR stage = CLOSED")]
    [InlineData("stage = OPEN AND")]
    [InlineData("stage = OPEN; DROP TABLE ledger_event")]
    [InlineData("title = \"unfinished")]
    [InlineData("1=1")]
    public async Task Filter_ThatIsNotUnderstood_SaysWhatIs(string filter)
    {
        var refusal = await Refusal.Of(_incidents.ListIncidentsAsync(new ListIncidentsRequest { Filter = filter }));
        refusal.AssertInvalid("filter");
        Assert.Contains("joined by AND", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("colour")]
    [InlineData("updated_at sideways")]
    [InlineData("updated_at desc, title")]
    [InlineData("case_id; DROP TABLE ledger_event")]
    [InlineData(" ")]
    public async Task OrderBy_ThatIsNotUnderstood_SaysWhatIs(string order)
    {
        var refusal = await Refusal.Of(_incidents.ListIncidentsAsync(new ListIncidentsRequest { OrderBy = order }));
        refusal.AssertInvalid("order_by");
        Assert.Contains("opened_at", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    [InlineData(int.MinValue)]
    public async Task PageSize_OutsideItsLimits_NamesTheField(int size)
    {
        var incident = await server.Admin.Open();
        (await Refusal.Of(_incidents.ListIncidentsAsync(new ListIncidentsRequest { PageSize = size }))).AssertInvalid("page_size");
        (await Refusal.Of(_incidents.ListTimelineEntriesAsync(new ListTimelineEntriesRequest { IncidentId = incident.IncidentId, PageSize = size }))).AssertInvalid("page_size");
        (await Refusal.Of(server.Admin.Ledger.ListEventsAsync(new ListEventsRequest { CaseId = incident.IncidentId, PageSize = size }))).AssertInvalid("page_size");
    }

    [Fact]
    public async Task PageTokens_ThatAreNotOfTheList_AreRefused()
    {
        var incident = await server.Admin.Open();
        await server.Admin.Open();
        var page = await _incidents.ListIncidentsAsync(new ListIncidentsRequest { PageSize = 1 });
        (await Refusal.Of(_incidents.ListIncidentsAsync(new ListIncidentsRequest { PageSize = 1, PageToken = page.NextPageToken, Filter = "stage = OPEN" })))
            .AssertInvalid("page_token");
        var digest = Encoding.UTF8.GetString(Unpadded(page.NextPageToken)).Split('"')[1];
        foreach (var token in new[]
        {
            "x", "====", "%00", new string('A', 10_000), Padless("[]"), Padless("null"), Padless("[1,2,3]"), Padless("[null,null,null]"),
            Padless($"[\"{digest}\",\"not a number\",\"inc-x\"]"), Padless($"[\"{digest}\",null,null]"), Padless($"[\"{digest}\",\"99999999999999999999\",\"x\"]"),
        })
        {
            (await Refusal.Of(_incidents.ListIncidentsAsync(new ListIncidentsRequest { PageToken = token }))).AssertInvalid("page_token");
            (await Refusal.Of(_incidents.ListTimelineEntriesAsync(new ListTimelineEntriesRequest { IncidentId = incident.IncidentId, PageToken = token }))).AssertInvalid("page_token");
            (await Refusal.Of(server.Admin.Ledger.ListEventsAsync(new ListEventsRequest { CaseId = incident.IncidentId, PageToken = token }))).AssertInvalid("page_token");
            (await Refusal.Of(server.Admin.Ledger.ListCheckpointsAsync(new ListCheckpointsRequest { CaseId = incident.IncidentId, PageToken = token }))).AssertInvalid("page_token");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("sys-other")]
    [InlineData("../ledger.db")]
    public async Task CaseId_ThatIsNone_NamesTheField(string id) =>
        (await Refusal.Of(server.Admin.Ledger.ListEventsAsync(new ListEventsRequest { CaseId = id }))).AssertInvalid("case_id");

    private static string Padless(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] Unpadded(string token) =>
        Convert.FromBase64String(token.Replace('-', '+').Replace('_', '/').PadRight((token.Length + 3) / 4 * 4, '='));
}
