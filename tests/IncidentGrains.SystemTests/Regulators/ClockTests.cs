using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Regulators;

/// <summary>From a fact to a deadline on the board, in the calendar and met, through a real server.</summary>
[Collection(RealProcesses.Name)]
public sealed class ClockTests(SharedServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RegulatorsService.RegulatorsServiceClient _obligations = new(server.Admin.Invoker);

    [Fact]
    public async Task Claim_BecomesAClock_WhichIsWatchedMetAndLeavesTheBoard()
    {
        using var bound = new CancellationTokenSource(Patience);
        var id = await Open();
        using var watch = _obligations.WatchClocks(new WatchClocksRequest { Filter = $"running = true AND incident_id = {id} AND rule = KR-SUBJ" }, cancellationToken: bound.Token);
        Assert.True(await watch.ResponseStream.MoveNext(bound.Token));
        while (watch.ResponseStream.Current.Clocks.Count == 0)
        {
            Assert.True(await watch.ResponseStream.MoveNext(bound.Token));
        }

        var clock = Assert.Single(watch.ResponseStream.Current.Clocks);
        Assert.Equal(("KR-SUBJ@KR", "2025-11-21T22:52:00+09:00", ObligationStatus.Overdue), (clock.ObligationId, clock.DueLocal, clock.Status));

        var ics = await Calendar(id, server.Process.AdminToken);
        Assert.Contains("DTSTART:20251121T135200Z", ics, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => Calendar(id, "nobody"));

        await _obligations.MarkObligationMetAsync(new MarkObligationMetRequest
        {
            IncidentId = id, ObligationId = clock.ObligationId, CommandId = Clients.NewId(), Reference = "Notice 1", MetAt = new DateTimeOffset(2025, 11, 20, 0, 0, 0, TimeSpan.Zero).ToTimestamp(),
        });
        while (watch.ResponseStream.Current.Gone.Count == 0)
        {
            Assert.True(await watch.ResponseStream.MoveNext(bound.Token));
        }

        var met = await _obligations.GetObligationAsync(new GetObligationRequest { IncidentId = id, ObligationId = clock.ObligationId });
        Assert.Equal((ObligationStatus.Met, "Notice 1"), (met.Status, met.Reference));
    }

    [Fact]
    public async Task Exposure_CountsThePeopleOfTheFacts()
    {
        var id = await Open();
        var exposure = await _obligations.GetExposureAsync(new GetExposureRequest { IncidentId = id, PerPerson = { "100000" }, Turnover = { new BusinessYear { Year = 2024, Amount = "1000000000000" } } });
        Assert.Equal(("KRW", 4_536L), (exposure.Currency, exposure.Victims));
        Assert.Contains(exposure.Ranges, r => r.High == "453600000");
        var refused = await Assert.ThrowsAsync<RpcException>(() => _obligations.GetExposureAsync(new GetExposureRequest { IncidentId = id, PerPerson = { "much" } }).ResponseAsync);
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    [Fact]
    public async Task Exposure_OfTwoDates_IsExportedAsAFile()
    {
        var id = await Open();
        var question = new ExportExposureRequest
        {
            IncidentId = id, Format = ExposureFormat.Pdf, Language = ExposureLanguage.Korean,
            Estimates = { Estimate("2026-09-10T00:00:00Z"), Estimate("2026-09-11T00:00:00Z") },
        };
        var pdf = await _obligations.ExportExposureAsync(question);
        Assert.Equal(("application/pdf", "%PDF-"), (pdf.ContentType, System.Text.Encoding.Latin1.GetString(pdf.Data.ToByteArray(), 0, 5)));

        question.Format = ExposureFormat.Csv;
        var csv = (await _obligations.ExportExposureAsync(question)).Data.ToStringUtf8();
        Assert.Contains("A,KR,2026-09-10,ordinary,4536,fine,\"Administrative fine, ceiling\",0,22500000000,KRW,", csv, StringComparison.Ordinal);
        Assert.Contains("B,KR,2026-09-11,ordinary,4536,fine,\"Administrative fine, ceiling\",0,30000000000,KRW,", csv, StringComparison.Ordinal);

        using var http = new HttpClient();
        using var post = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Process.Rest, $"/v1/incidents/{id}:exportExposure"))
        {
            Content = new StringContent("""{"format": "EXPOSURE_FORMAT_PNG", "estimates": [{"jurisdiction": "EU"}]}""", System.Text.Encoding.UTF8, "application/json"),
        };
        post.Headers.Authorization = new("Bearer", server.Process.AdminToken);
        using var answer = await http.SendAsync(post);
        Assert.Equal("image/png", answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType);
        Assert.Equal("\u0089PNG", System.Text.Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(), 0, 4));
    }

    [Fact]
    public async Task Export_OfExposure_IsRefusedWithTheFieldThatIsWrong()
    {
        var id = await Open();
        await Refused("format", new ExportExposureRequest { IncidentId = id });
        await Refused("estimates", new ExportExposureRequest { IncidentId = id, Format = ExposureFormat.Csv, Estimates = { Enumerable.Repeat(new GetExposureRequest(), 7) } });
        await Refused("estimates", new ExportExposureRequest { IncidentId = id, Format = ExposureFormat.Csv, Estimates = { new GetExposureRequest { IncidentId = "inc-00000000000000000000000000" } } });
        await Refused("exposure", new ExportExposureRequest { IncidentId = id, Format = ExposureFormat.Png, Estimates = { new GetExposureRequest { Victims = -1 } } });
        await Refused("exposure", new ExportExposureRequest { IncidentId = id, Format = ExposureFormat.Csv, Estimates = { new GetExposureRequest(), new GetExposureRequest { Jurisdiction = "XX" } } });
    }

    private async Task Refused(string field, ExportExposureRequest request)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => _obligations.ExportExposureAsync(request).ResponseAsync);
        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Equal(field, Assert.Single(refusal.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations).Field);
    }

    private static GetExposureRequest Estimate(string end) => new()
    {
        ViolationEnd = DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture).ToTimestamp(),
        Turnover = { new BusinessYear { Year = 2024, Amount = "1000000000000" }, new BusinessYear { Year = 2023, Amount = "500000000000" } },
    };

    private async Task<string> Open() => (await server.Admin.Incidents.OpenIncidentAsync(new OpenIncidentRequest
    {
        CommandId = Clients.NewId(), Title = "Unusual export of order history",
        Facts = { new NewFact { Kind = FactKind.Jurisdictions, Values = { "KR" } }, new NewFact { Kind = FactKind.Affected, Count = 4_536 } },
        AwarenessClaims = { new NewAwarenessClaim { AwareAt = new DateTimeOffset(2025, 11, 18, 22, 52, 0, TimeSpan.FromHours(9)).ToTimestamp(), AssertedBy = "controller", Basis = "Alert" } },
    })).IncidentId;

    // As a calendar subscribes: a name and a password.
    private async Task<string> Calendar(string id, string token)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Process.Rest, $"/v1/clocks.ics?filter={Uri.EscapeDataString($"incident_id = {id}")}"));
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("calendar:" + token)));
        using var answer = await http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }
}
