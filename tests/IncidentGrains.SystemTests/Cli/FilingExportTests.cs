using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Cli;

/// <summary>A filing leaves as file and bundle: masked by default, in clear with a trace, and a bundle that a regulator verifies without a server.</summary>
[Collection(RealProcesses.Name)]
public sealed class FilingExportTests(SharedServer server) : IDisposable
{
    private const string Contact = "privacy@shop.example";

    private readonly Incidentctl _ctl = new(server);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Bundle_OfAFiledReport_IsVerifiedOffline_AndWhatIsAlteredIsNamed()
    {
        var (incident, id) = await Filed();
        var fingerprint = (await server.Admin.Ledger.ListSigningKeysAsync(new ListSigningKeysRequest())).Keys[0].Fingerprint;
        var witness = Path.Combine(_folder.Path, "witness.jws");
        await File.WriteAllTextAsync(witness, (await server.Admin.Ledger.CreateCheckpointAsync(new CreateCheckpointRequest { CaseId = incident })).Jws);
        var file = Path.Combine(_folder.Path, "bundle.zip");
        await _ctl.Run(0, "filing", "export", id, "--format", "bundle", "--clear", "--reason", "For the commission", "--out", file);

        var nowhere = new Incidentctl(new Uri("http://127.0.0.1:1"), token: null);
        var verdict = await nowhere.Json(0, "bundle", "verify", file, "--fingerprint", fingerprint, "--witness", witness);
        Assert.Equal(("verified", id, 1), ((string)verdict["verdict"]!, (string)verdict["filingId"]!, (int)verdict["version"]!));
        Assert.Contains(verdict["streams"]!.AsArray(), s => (string)s!["stream"]! == incident && (int)s["withheld"]! > 0);
        Assert.Equal("consistent-signer-unverified", (string)(await nowhere.Json(1, "bundle", "verify", file))["verdict"]!);
        Assert.Contains("verified", await nowhere.Run(0, "bundle", "verify", file, "--fingerprint", fingerprint), StringComparison.Ordinal);

        var bytes = await File.ReadAllBytesAsync(file);
        var at = bytes.AsSpan().IndexOf("PIPC-77"u8);
        Assert.True(at > 0);
        bytes[at + 6] = (byte)'8';
        await File.WriteAllBytesAsync(file, bytes);
        var broken = await nowhere.Json(1, "bundle", "verify", file, "--fingerprint", fingerprint);
        Assert.Contains(broken["findings"]!.AsArray(), f => (string)f!["file"]! == "filing.json" && ((string)f["reason"]!).Contains("receipt_number", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_IsMasked_UnlessAReasonIsRecorded()
    {
        var (incident, id) = await Filed();
        foreach (var format in new[] { "json", "csv" })
        {
            Assert.DoesNotContain(Contact, await Export(id, format), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(await server.Admin.Events(incident), e => e.Type == "filing.exported.v1");
        Assert.Contains(Contact, await Export(id, "json", "--clear", "--reason", "For the commission"), StringComparison.Ordinal);
        var exported = Assert.Single(await server.Admin.Events(incident), e => e.Type == "filing.exported.v1");
        Assert.Equal(("For the commission", "Json"), (exported.Payload.Fields["reason"].StringValue, exported.Payload.Fields["format"].StringValue));
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(_folder.Path, "export.json")))), exported.Payload.Fields["digest"].StringValue);

        Assert.StartsWith("%PDF", Encoding.Latin1.GetString(await Bytes(id, "pdf")), StringComparison.Ordinal);
        Assert.StartsWith("PK", Encoding.Latin1.GetString(await Bytes(id, "xlsx")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_InClear_IsRefusedToDraftsAndReaders()
    {
        var (_, draft) = await Drafted();
        await Refused(StatusCode.FailedPrecondition, server.Admin, new ExportFilingRequest { FilingId = draft, Format = FilingExportFormat.Pdf, Clear = true, Reason = "For the board" });
        await Refused(StatusCode.FailedPrecondition, server.Admin, new ExportFilingRequest { FilingId = draft, Format = FilingExportFormat.Bundle });
        await Refused(StatusCode.InvalidArgument, server.Admin, new ExportFilingRequest { FilingId = draft, Format = FilingExportFormat.Pdf, Clear = true });
        await Refused(StatusCode.InvalidArgument, server.Admin, new ExportFilingRequest { FilingId = draft });
        await Refused(StatusCode.InvalidArgument, server.Admin, new ExportFilingRequest { FilingId = draft, Format = FilingExportFormat.Pdf, Reason = "None is needed" });
        using var auditor = await server.As("exports-auditor", Role.Auditor);
        var (_, filed) = await Filed();
        await Refused(StatusCode.PermissionDenied, auditor, new ExportFilingRequest { FilingId = filed, Format = FilingExportFormat.Pdf, Clear = true, Reason = "For the board" });
        Assert.Equal("application/pdf", (await Filings(auditor).ExportFilingAsync(new ExportFilingRequest { FilingId = draft, Format = FilingExportFormat.Pdf })).ContentType);
        using var comms = await server.As("exports-comms", Role.Comms);
        await Refused(StatusCode.PermissionDenied, comms, new ExportFilingRequest { FilingId = draft, Format = FilingExportFormat.Pdf });
    }

    [Fact]
    public async Task Export_OverRest_IsTheFileItself()
    {
        var (_, id) = await Drafted();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Process.Rest, $"/v1/filings/{id}:export"))
        {
            Content = new StringContent("""{"format":"FILING_EXPORT_FORMAT_PDF"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", server.Process.AdminToken);
        using var answer = await http.SendAsync(request);
        Assert.Equal("application/pdf", answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("%PDF", Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
    }

    private async Task<(string Incident, string Filing)> Filed()
    {
        var (incident, id) = await Drafted();
        using var privacy = await server.As("exports-privacy", Role.Privacy);
        using var counsel = await server.As("exports-counsel", Role.Legal);
        await Filings(privacy).UpdateFilingFieldsAsync(new UpdateFilingFieldsRequest
        {
            FilingId = id, CommandId = Clients.NewId(), Fields = { new FilingFieldText { Key = "privacy-officer", Text = Contact + ", 02-1234-5678" } },
        });
        await Filings(privacy).SubmitFilingForReviewAsync(new SubmitFilingForReviewRequest { FilingId = id, CommandId = Clients.NewId(), IncompleteReason = "Decree 40(2): partial first" });
        await Filings(counsel).ApproveFilingAsync(new ApproveFilingRequest { FilingId = id, CommandId = Clients.NewId() });
        await Filings(counsel).RecordFilingFiledAsync(new RecordFilingFiledRequest { FilingId = id, CommandId = Clients.NewId(), ReceiptNumber = "PIPC-77" });
        return (incident, id);
    }

    private async Task<(string Incident, string Filing)> Drafted()
    {
        var incident = (await server.Admin.Incidents.OpenIncidentAsync(new OpenIncidentRequest
        {
            CommandId = Clients.NewId(), Title = "Unusual export of order history",
            Facts =
            {
                new NewFact { Kind = FactKind.Jurisdictions, Values = { "KR" } }, new NewFact { Kind = FactKind.Affected, Count = 4_536 },
                new NewFact { Kind = FactKind.DataCategories, Values = { "name", "entry code" } }, new NewFact { Kind = FactKind.How, Text = "유출된 서명 키" },
            },
            AwarenessClaims = { new NewAwarenessClaim { AwareAt = DateTimeOffset.UtcNow.AddHours(-2).ToTimestamp(), AssertedBy = "controller", Basis = "Alert" } },
        })).IncidentId;
        await server.Admin.AddEntry(incident, "Not for the commission");
        // A voluntary one: no consumer has to draft it first.
        return (incident, (await Filings(server.Admin).DraftFilingAsync(new DraftFilingRequest
        {
            IncidentId = incident, CommandId = Clients.NewId(), Regulator = "PIPC", Jurisdiction = "KR", Form = "kr-leak-report",
        })).FilingId);
    }

    private static FilingsService.FilingsServiceClient Filings(Clients clients) => new(clients.Invoker);

    private async Task<string> Export(string id, string format, params string[] further) => Encoding.UTF8.GetString(await Bytes(id, format, further));

    private async Task<byte[]> Bytes(string id, string format, params string[] further)
    {
        var file = Path.Combine(_folder.Path, $"export.{format}");
        await _ctl.Run(0, ["filing", "export", id, "--format", format, "--out", file, .. further]);
        return await File.ReadAllBytesAsync(file);
    }

    private static async Task Refused(StatusCode code, Clients clients, ExportFilingRequest request) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => Filings(clients).ExportFilingAsync(request).ResponseAsync)).StatusCode);
}
