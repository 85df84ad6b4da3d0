using Grpc.Core;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Api;

/// <summary>A command id is one intent: a retry returns its first outcome, another content under it is refused.</summary>
[Collection(RealProcesses.Name)]
public sealed class RetryTests(SharedServer server)
{
    private readonly IncidentsService.IncidentsServiceClient _incidents = server.Admin.Incidents;

    [Fact]
    public async Task Retry_AfterLaterChanges_ReturnsTheFirstOutcome()
    {
        var incident = await server.Admin.Open();
        var triage = new TriageIncidentRequest
        {
            IncidentId = incident.IncidentId, CommandId = Clients.NewId(), ExpectedVersion = 1, Severity = Severity.High, Reasons = { "Order history of many" },
        };
        var first = await _incidents.TriageIncidentAsync(triage);
        await server.Admin.AddEntry(incident.IncidentId, "Something else happened");
        await _incidents.ConfirmIncidentAsync(new ConfirmIncidentRequest { IncidentId = incident.IncidentId, CommandId = Clients.NewId() });

        var retried = await _incidents.TriageIncidentAsync(triage);

        Assert.Equal((2, Stage.Triaged), (first.Version, first.Stage));
        Assert.Equal(first, retried);
        Assert.Equal(4, (await server.Admin.Get(incident.IncidentId)).Version);
    }

    [Fact]
    public async Task Retry_OfAnEntry_ReturnsTheSameEntry()
    {
        var incident = await server.Admin.Open();
        var add = new AddTimelineEntryRequest { IncidentId = incident.IncidentId, CommandId = Clients.NewId(), Text = "Logs were secured" };
        var first = await _incidents.AddTimelineEntryAsync(add);
        await server.Admin.AddEntry(incident.IncidentId, "And copied");

        Assert.Equal(first, await _incidents.AddTimelineEntryAsync(add));
    }

    [Fact]
    public async Task Retry_OfAnOpening_ReturnsTheSameIncident()
    {
        var open = new OpenIncidentRequest { CommandId = Clients.NewId(), Title = "Lost laptop", Reference = "retry-" + Clients.NewId() };
        var first = await _incidents.OpenIncidentAsync(open);
        await server.Admin.AddEntry(first.IncidentId, "It was found");

        Assert.Equal(first, await _incidents.OpenIncidentAsync(open));
    }

    [Fact]
    public async Task CommandId_UsedForAnotherContent_AlreadyExists()
    {
        var incident = await server.Admin.Open();
        var add = new AddTimelineEntryRequest { IncidentId = incident.IncidentId, CommandId = Clients.NewId(), Text = "Logs were secured" };
        await _incidents.AddTimelineEntryAsync(add);

        (await Refusal.Of(_incidents.AddTimelineEntryAsync(new(add) { Text = "Logs were lost" }))).AssertIs(StatusCode.AlreadyExists, "command.reused");
        (await Refusal.Of(_incidents.ConfirmIncidentAsync(new ConfirmIncidentRequest { IncidentId = incident.IncidentId, CommandId = add.CommandId })))
            .AssertIs(StatusCode.AlreadyExists, "command.reused");
        Assert.Equal(2, (await server.Admin.Get(incident.IncidentId)).Version);
    }

    [Fact]
    public async Task CommandId_OfAnotherPerson_AlreadyExists()
    {
        var incident = await server.Admin.Open();
        var add = new AddTimelineEntryRequest { IncidentId = incident.IncidentId, CommandId = Clients.NewId(), Text = "Logs were secured" };
        await _incidents.AddTimelineEntryAsync(add);
        using var other = await server.As("rita", Role.Responder);

        (await Refusal.Of(other.Incidents.AddTimelineEntryAsync(add))).AssertIs(StatusCode.AlreadyExists, "command.reused");
    }

    [Fact]
    public async Task Reference_ThatIsTaken_AlreadyExistsWithTheIncident()
    {
        var reference = "taken-" + Clients.NewId();
        var holder = await _incidents.OpenIncidentAsync(new OpenIncidentRequest { CommandId = Clients.NewId(), Title = "First", Reference = reference });
        var refusal = await Refusal.Of(_incidents.OpenIncidentAsync(new OpenIncidentRequest { CommandId = Clients.NewId(), Title = "Second", Reference = reference }));

        refusal.AssertIs(StatusCode.AlreadyExists, "incident.reference_taken");
        Assert.Equal(holder.IncidentId, refusal.Detail<Google.Rpc.ErrorInfo>().Metadata["incident_id"]);
    }

    [Fact]
    public async Task FiftyCreates_WithOneCommandId_MakeOneIncident()
    {
        var open = new OpenIncidentRequest { CommandId = Clients.NewId(), Title = "Reported by fifty at once" };
        var opened = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => await _incidents.OpenIncidentAsync(open)));

        Assert.Single(opened.Distinct());
        Assert.Single(await server.Admin.Events(opened[0].IncidentId));
    }
}
