using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Grpc.Core;
using IncidentGrains.SystemTests.Api;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Hosting;

/// <summary>What operators see: health, metrics, reflection, logs.</summary>
[Collection(RealProcesses.Name)]
public sealed class OperationsTests(SharedServer server) : IDisposable
{
    private readonly HttpClient _rest = new() { BaseAddress = server.Process.Rest };

    [Theory]
    [InlineData("healthz/ready")]
    [InlineData("healthz/live")]
    public async Task Health_OverHttp_NeedsNoToken(string path) => Assert.Equal("Healthy", await _rest.GetStringAsync(new Uri(path, UriKind.Relative)));

    [Fact]
    public async Task Health_OverGrpc_NeedsNoToken()
    {
        using var anonymous = new Clients(server.Process.Grpc, token: null);
        Assert.Equal([0x08, 0x01], await RawCalls.Health(anonymous.Invoker));
    }

    [Fact]
    public async Task Metrics_NeedATokenAndCountAppends()
    {
        var metrics = new Uri("metrics", UriKind.Relative);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _rest.GetAsync(metrics)).StatusCode);
        await server.Admin.Open();
        _rest.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Process.AdminToken);
        Assert.Contains("incidentgrains_ledger_appends", await _rest.GetStringAsync(metrics), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "Metrics")]
    [InlineData("GET", "METRICS/")]
    [InlineData("GET", "%6detrics")]
    [InlineData("POST", "metrics")]
    [InlineData("HEAD", "mEtrics")]
    [InlineData("OPTIONS", "Metrics")]
    public async Task Metrics_HoweverTheyAreAskedFor_NeedAToken(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var answer = await _rest.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Reflection_NeedsATokenAndListsTheServices()
    {
        var services = await RawCalls.Services(server.Admin.Invoker);
        Assert.Contains("incidentgrains.v1.IncidentsService", services, StringComparison.Ordinal);
        using var anonymous = new Clients(server.Process.Grpc, token: null);
        (await Refusal.Of(() => RawCalls.Services(anonymous.Invoker))).AssertIs(StatusCode.Unauthenticated, "access.unauthenticated");
    }

    [Fact]
    public async Task Logs_AreJsonAndHoldNothingOfWhatWasSent()
    {
        const string Secret = "quokka";
        var incident = await server.Admin.Open("Title " + Secret);
        await server.Admin.AddEntry(incident.IncidentId, "Entry " + Secret);
        await server.Admin.Incidents.TriageIncidentAsync(new TriageIncidentRequest
        {
            IncidentId = incident.IncidentId, CommandId = Clients.NewId(), Severity = Severity.Low, Reasons = { "Reason " + Secret },
        });
        await Refusal.Of(server.Admin.Incidents.ListIncidentsAsync(new ListIncidentsRequest { Filter = Secret }));
        await Refusal.Of(server.Admin.Incidents.AddTimelineEntryAsync(
            new AddTimelineEntryRequest { IncidentId = incident.IncidentId, CommandId = Clients.NewId(), Text = $"{Secret}@example.com" }));
        using (var rest = await _rest.GetAsync(new Uri("v1/incidents?filter=" + Secret, UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, rest.StatusCode);
        }

        using var stranger = new Clients(server.Process.Grpc, "token-" + Secret);
        await Refusal.Of(stranger.Incidents.ListIncidentsAsync(new ListIncidentsRequest()));
        foreach (var line in server.Process.Errors)
        {
            using var json = JsonDocument.Parse(line);
            Assert.True(json.RootElement.TryGetProperty("LogLevel", out _), line);
            Assert.DoesNotContain(Secret, line, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("eyJ", line, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _rest.Dispose();
}
