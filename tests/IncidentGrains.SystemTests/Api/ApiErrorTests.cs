using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Api;

/// <summary>Requests that are refused: the status says what kind, the details which field or rule, the message what to do.</summary>
[Collection(RealProcesses.Name)]
public sealed class ApiErrorTests(SharedServer server)
{
    private readonly IncidentsService.IncidentsServiceClient _incidents = server.Admin.Incidents;

    [Theory]
    [InlineData("")]
    [InlineData("inc-")]
    [InlineData("inc-ABCDEFGHJKMNPQRSTVWXYZ0123")]
    [InlineData("inc-0000000000000000000000000o")]
    [InlineData("tsk-00000000000000000000000000")]
    [InlineData("inc-00000000000000000000000000\n")]
    [InlineData("inc-0000000000000000000000000' OR 1=1 --")]
    public async Task GetIncident_WithMalformedId_NamesTheField(string id) =>
        (await Refusal.Of(_incidents.GetIncidentAsync(new GetIncidentRequest { IncidentId = id }))).AssertInvalid("incident_id");

    [Fact]
    public async Task GetIncident_ThatDoesNotExist_IsNotFound() =>
        (await Refusal.Of(_incidents.GetIncidentAsync(new GetIncidentRequest { IncidentId = "inc-00000000000000000000000000" })))
            .AssertIs(StatusCode.NotFound, "case.not_found");

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a/b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task OpenIncident_WithoutCommandIdOrAMalformedOne_NamesTheField(string commandId) =>
        (await Refusal.Of(_incidents.OpenIncidentAsync(new OpenIncidentRequest { CommandId = commandId, Title = "A title" }))).AssertInvalid("command_id");

    [Fact]
    public async Task OpenIncident_WithSeveralMistakes_NamesThemAll()
    {
        var refusal = await Refusal.Of(_incidents.OpenIncidentAsync(new OpenIncidentRequest
        {
            CommandId = Clients.NewId(), Title = new string('x', 201),
            Facts = { new NewFact { Kind = (FactKind)99, Text = "x" }, new NewFact { Kind = FactKind.Affected, Count = -1 } },
        }));
        refusal.AssertInvalid("title");
        Assert.Equal(["title", "facts[0].kind", "facts[1].count"], refusal.Fields);
    }

    [Theory]
    [InlineData(-62135596801, 0)]
    [InlineData(253402300800, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 1_000_000_000)]
    public async Task Timestamps_OutsideTheirRange_NameTheField(long seconds, int nanos)
    {
        var incident = await server.Admin.Open();
        var broken = new Timestamp { Seconds = seconds, Nanos = nanos };
        await Refused(incident, "occurred_at", id => _incidents.AddTimelineEntryAsync(
            new AddTimelineEntryRequest { IncidentId = incident.IncidentId, CommandId = id, Text = "x", OccurredAt = broken }));
        await Refused(incident, "as_of", _ => _incidents.GetIncidentAsync(new GetIncidentRequest { IncidentId = incident.IncidentId, AsOf = broken }));
        await Refused(incident, "aware_at", id => _incidents.ClaimAwarenessAsync(
            new ClaimAwarenessRequest { IncidentId = incident.IncidentId, CommandId = id, AssertedBy = "controller", AwareAt = broken }));
    }

    [Fact]
    public async Task UnknownEnumValues_AreRefusedWithTheirField()
    {
        var incident = await server.Admin.Open();
        var id = incident.IncidentId;
        await Refused(incident, "kind", c => _incidents.RecordFactAsync(new RecordFactRequest { IncidentId = id, CommandId = c, Kind = (FactKind)99, Text = "x" }));
        await Refused(incident, "severity", c => _incidents.TriageIncidentAsync(
            new TriageIncidentRequest { IncidentId = id, CommandId = c, Severity = (Severity)99, Reasons = { "x" } }));
        await Refused(incident, "resolution", c => _incidents.CloseIncidentAsync(
            new CloseIncidentRequest { IncidentId = id, CommandId = c, Resolution = (Resolution)99, Note = "x" }));
        await Refused(incident, "role", c => _incidents.AssignRoleAsync(
            new AssignRoleRequest { IncidentId = id, CommandId = c, Role = (IncidentRole)99, Person = "embedded|bob" }));
        var other = await server.Admin.Open();
        await Refused(incident, "kind", c => _incidents.LinkIncidentAsync(
            new LinkIncidentRequest { IncidentId = id, CommandId = c, Kind = (LinkKind)99, OtherIncidentId = other.IncidentId }));
    }

    [Fact]
    public async Task Texts_TooLongOrBroken_AreRefusedWithTheirField()
    {
        var incident = await server.Admin.Open();
        foreach (var text in new[] { "", " \n ", new string('x', 8001), "a\0b", "\u0007", "write to kim@example.com" })
        {
            await Refused(incident, "text", c => _incidents.AddTimelineEntryAsync(
                new AddTimelineEntryRequest { IncidentId = incident.IncidentId, CommandId = c, Text = text }));
        }
    }

    [Fact]
    public async Task Message_OverFourMegabytes_IsRefusedAndTheNextIsServed()
    {
        var incident = await server.Admin.Open();
        var refusal = await Refusal.Of(_incidents.AddTimelineEntryAsync(
            new AddTimelineEntryRequest { IncidentId = incident.IncidentId, CommandId = Clients.NewId(), Text = new string('x', 5 * 1024 * 1024) }));
        Assert.Equal(StatusCode.ResourceExhausted, refusal.Code);
        await Unchanged(incident);
    }

    [Fact]
    public async Task Steps_OutOfOrder_NameTheRuleAndTheStepThatLeadsThere()
    {
        var incident = await server.Admin.Open();
        var id = incident.IncidentId;
        foreach (var step in new Func<string, AsyncUnaryCall<Incident>>[]
        {
            c => _incidents.ConfirmIncidentAsync(new ConfirmIncidentRequest { IncidentId = id, CommandId = c }),
            c => _incidents.ContainIncidentAsync(new ContainIncidentRequest { IncidentId = id, CommandId = c, Note = "x" }),
            c => _incidents.RemediateIncidentAsync(new RemediateIncidentRequest { IncidentId = id, CommandId = c }),
            c => _incidents.CloseIncidentAsync(new CloseIncidentRequest { IncidentId = id, CommandId = c, Resolution = Resolution.Resolved, Note = "x" }),
            c => _incidents.ReopenIncidentAsync(new ReopenIncidentRequest { IncidentId = id, CommandId = c, Reason = "x" }),
        })
        {
            var refusal = await Refusal.Of(step(Clients.NewId()));
            refusal.AssertIs(StatusCode.FailedPrecondition, "stage.order");
            Assert.Equal("stage.order", Assert.Single(refusal.Detail<PreconditionFailure>().Violations).Type);
            Assert.Contains("OPEN", refusal.Message, StringComparison.Ordinal);
        }

        await Unchanged(incident);
    }

    [Fact]
    public async Task ExpectedVersion_ThatIsStale_IsAbortedWithTheCurrentOne()
    {
        var incident = await server.Admin.Open();
        await server.Admin.AddEntry(incident.IncidentId, "Somebody was faster");
        var refusal = await Refusal.Of(_incidents.AddTimelineEntryAsync(new AddTimelineEntryRequest
        {
            IncidentId = incident.IncidentId, CommandId = Clients.NewId(), ExpectedVersion = incident.Version, Text = "Too late",
        }));
        refusal.AssertIs(StatusCode.Aborted, "version.stale");
        Assert.Equal("2", refusal.Detail<ErrorInfo>().Metadata["current_version"]);
        await Refused(await server.Admin.Get(incident.IncidentId), "expected_version", c => _incidents.AddTimelineEntryAsync(
            new AddTimelineEntryRequest { IncidentId = incident.IncidentId, CommandId = c, ExpectedVersion = -1, Text = "x" }));
    }

    private async Task Refused<T>(Incident incident, string field, Func<string, AsyncUnaryCall<T>> call)
    {
        (await Refusal.Of(call(Clients.NewId()))).AssertInvalid(field);
        await Unchanged(incident);
    }

    private async Task Unchanged(Incident incident) => Assert.Equal(incident.Version, (await server.Admin.Get(incident.IncidentId)).Version);
}
