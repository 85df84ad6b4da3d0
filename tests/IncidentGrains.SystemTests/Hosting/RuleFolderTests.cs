using Google.Protobuf.WellKnownTypes;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Hosting;

/// <summary>A country of one's own in a folder: in force as it stands, read again when it changes, and never half.</summary>
[Collection(RealProcesses.Name)]
public sealed class RuleFolderTests
{
    private const string Own =
        """
        pack: ruritania
        title: Ruritania
        jurisdictions: [{code: XR, name: Ruritania, time_zone: Europe/Prague}]
        rules:
          - id: XR-KING
            jurisdiction: XR
            cohorts: XR
            type: report
            authority: {name: The King}
            recipients: [KING]
            clock: elapsed(48)
            effective_from: 2020-01-01
            citation: Royal Decree 2
            confidence: H
            grade: K
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Rules_OfTheFolder_AreReadAgainAndKeptWhenBroken()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("xr.yaml"), Own);
        await using var server = await ServerProcess.Start("--Rules", folder.Path);
        using var clients = new Clients(server.Grpc, server.AdminToken);
        var obligations = new RegulatorsService.RegulatorsServiceClient(clients.Invoker);
        var aware = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var id = (await clients.Incidents.OpenIncidentAsync(new OpenIncidentRequest
        {
            CommandId = Clients.NewId(), Title = "Crown jewels", Facts = { new NewFact { Kind = FactKind.Jurisdictions, Values = { "XR" } } },
            AwarenessClaims = { new NewAwarenessClaim { AwareAt = aware.ToTimestamp(), AssertedBy = "controller", Basis = "Alert" } },
        })).IncidentId;

        Assert.Equal(aware.AddHours(48), await Due());
        Assert.Equal("Healthy", await Health());

        await File.WriteAllTextAsync(folder.File("xr.yaml"), Own.Replace("elapsed(48)", "elapsed(soon)", StringComparison.Ordinal));
        await Until(async () => await Health() == "Degraded");
        Assert.Contains(server.Errors, l => l.Contains("xr.yaml", StringComparison.Ordinal) && l.Contains("stay in force", StringComparison.Ordinal));
        Assert.Equal(aware.AddHours(48), await Due());

        await File.WriteAllTextAsync(folder.File("xr.yaml"), Own.Replace("elapsed(48)", "elapsed(24)", StringComparison.Ordinal));
        await server.Signal("HUP");
        await Until(async () => await Due() == aware.AddHours(24));
        Assert.Equal("Healthy", await Health());

        async Task<DateTimeOffset?> Due()
        {
            ListObligationsResponse? page = null;
            await Until(async () => (page = await obligations.ListObligationsAsync(new ListObligationsRequest { IncidentId = id })).Obligations.Count > 0);
            return page!.Obligations.Single(o => o.Rule == "XR-KING").DueAt?.ToDateTimeOffset();
        }

        async Task<string> Health()
        {
            using var http = new HttpClient();
            return await http.GetStringAsync(new Uri(server.Rest, "/healthz/ready"));
        }
    }

    [Fact]
    public async Task Rules_WithAnErrorAtTheStart_KeepTheServerFromStartingAndNameTheLine()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("xr.yaml"), Own.Replace("type: report", "type: decree", StringComparison.Ordinal));
        using var data = new TemporaryFolder();
        var refused = await ServerProcess.Refused("--data", data.File("data"), "--listen", "127.0.0.1:0", "--rest", "127.0.0.1:0", "--Rules", folder.Path);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("xr.yaml", refused.Error, StringComparison.Ordinal);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var bound = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            await Task.Delay(100, bound.Token);
        }
    }
}
