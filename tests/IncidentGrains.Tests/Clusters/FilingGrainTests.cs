using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Grains.Regulators.Filings;
using IncidentGrains.Host.Regulators;
using IncidentGrains.Host.Regulators.Filings;
using IncidentGrains.Law.Regulators.Filings;
using IncidentGrains.Tests.Host;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentGrains.Tests.Clusters;

/// <summary>Filings on two silos: drafted by messages, filed into the obligation, escalated by clocks, shown on lists and board.</summary>
[Collection(SiloCollection.Name)]
public sealed class FilingGrainTests(SiloFixture silos)
{
    private const string Report = "KR-REG@first";
    private static readonly Actor Paula = new("test|paula", Roles.Privacy);

    private static readonly RegulatoryFacts Shop = new()
    {
        TimeZone = "Asia/Seoul", Roles = ["icsp"], Cause = Contracts.Regulators.IncidentCause.ExternalIntrusion,
        Cohorts = [new RegulatoryCohort { Name = "first", Jurisdiction = "KR", Subjects = 4_536, Categories = ["name"] }],
    };

    [Fact]
    public async Task Assessment_ToldThrice_DraftsOneFilingForEachReportToAnAuthority()
    {
        var incident = await Aware();
        var filings = (await List(People.Counsel, incident)).OrderBy(f => f.Obligations, StringComparer.Ordinal).ToList();
        Assert.Equal([("KR-NET@first", "MSIT", "generic", "ko"), (Report, "PIPC", "kr-leak-report", "ko")], filings.Select(f => (f.Obligations, f.Regulator, f.Form, f.Language)));
        Assert.All(filings, f => Assert.Equal(FilingId.OfObligation(incident, f.Obligations), f.FilingId));
        Assert.Equal(["filing.drafted.v1"], await Types(filings[1].FilingId));
        Assert.Equal(Actor.System.Person, (await silos.Filing(filings[1].FilingId).Get(People.Counsel, null)).CreatedBy);
    }

    [Fact]
    public async Task Filed_SentBackAndCorrected_MeetsTheObligationAtTheFirstInstant()
    {
        var incident = await Aware();
        var id = FilingId.OfObligation(incident, Report);
        var first = SiloFixture.Time.GetUtcNow();
        await Approve(id);
        await Told(await silos.Filing(id).Execute(new RecordFilingFiled(SiloFixture.By(Paula), "PIPC-1", first)));
        Assert.Equal((ObligationStatus.Met, first), await Obligation(incident));

        SiloFixture.Time.Advance(TimeSpan.FromMinutes(5));
        await silos.Filing(id).Execute(new RecordFilingSentBack(SiloFixture.By(Paula), ["Name the door codes"], SiloFixture.Time.GetUtcNow().AddDays(7), null));
        await silos.Filing(id).Execute(new StartFilingVersion(SiloFixture.By(Paula), FilingVersionKind.Correction));
        await Approve(id);
        await Told(await silos.Filing(id).Execute(new RecordFilingFiled(SiloFixture.By(Paula), "PIPC-2", null)));

        Assert.Equal((ObligationStatus.Met, first), await Obligation(incident));
        var state = await silos.Filing(id).Get(People.Counsel, null);
        Assert.Equal((2, first), (Assert.Single(state.Demands).AnsweredBy, state.FirstFiledAt!.Value));
        Assert.Single(await Types(ObligationsId.Of(incident)), "obligation.met.v1");
        var row = Assert.Single(await Board(incident));
        Assert.Equal(($"{id}#dmd-1", (int)ObligationStatus.Met), (row.ObligationId, row.Status));
    }

    [Fact]
    public async Task Milestone_OfADemand_ToldThrice_IsEscalatedOnce()
    {
        var incident = await Aware();
        var id = FilingId.OfObligation(incident, Report);
        await Approve(id);
        await silos.Filing(id).Execute(new RecordFilingFiled(SiloFixture.By(Paula), "PIPC-1", null));
        var state = await silos.Filing(id).Execute(new RecordFilingSentBack(SiloFixture.By(Paula), ["Say more"], SiloFixture.Time.GetUtcNow().AddDays(7), null));
        var message = new ClockElapsedMessage(id, state.Version, Filing.ClockName, Filing.NextMilestone(state)!.Value);
        var consumer = new EscalateDemandsOnClockElapsed(silos.Grains, NullLogger<EscalateDemandsOnClockElapsed>.Instance);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => consumer.Consume(Of(message))));
        await consumer.Consume(Of(message with { Name = "another", Stream = "nobody" }));

        Assert.Single(await Types(id), "filing.demand-escalated.v1");
        Assert.Equal([People.Commander.Person], (await silos.Service<RecordedEvents>().Find<FilingDemandEscalated>(id, state.Version + 1)).To);
    }

    [Fact]
    public async Task RestrictedIncident_HasNoFilingsForOthers()
    {
        var incident = await Aware();
        var id = FilingId.OfObligation(incident, Report);
        await silos.Incident(incident).Execute(new RestrictIncident(SiloFixture.By(People.Commander), [People.Commander.Person], "insider"));

        foreach (var call in (Func<Task>[])
        [
            () => silos.Filing(id).Get(People.Counsel, null), () => silos.Filing(id).Check(People.Counsel, 0),
            () => silos.Filing(id).Execute(new WithdrawFiling(SiloFixture.By(People.Counsel), "x")), () => silos.Filing(id).Refresh(new RefreshFiling(SiloFixture.By(People.Counsel))),
        ])
        {
            var refused = await Assert.ThrowsAsync<CaseException>(call);
            Assert.Equal((CaseError.NotFound, true), (refused.Error, refused.Message.Contains(id, StringComparison.Ordinal)));
        }

        Assert.Empty(await List(People.Counsel, incident));
        Assert.Equal(2, (await List(People.Commander, incident)).Count);
    }

    [Fact]
    public async Task ClosedIncident_BeginsNoFiling_ButEndsOne()
    {
        var incident = await Aware();
        await silos.Incident(incident).Execute(new CloseIncident(SiloFixture.By(People.Commander), Resolution.NotAnIncident, "A test"));
        var meta = SiloFixture.By(Paula);
        var refused = await Assert.ThrowsAsync<CaseException>(() => silos.Filing(FilingId.Derive(meta.Actor.Person, meta.CommandId)).Execute(
            new DraftFiling(meta, incident, [], "PCPD", "HK", "", "")));
        Assert.Equal("filing.incident_closed", refused.Reason);
        var withdrawn = await silos.Filing(FilingId.OfObligation(incident, Report)).Execute(new WithdrawFiling(SiloFixture.By(Paula), "Nothing leaked"));
        Assert.Equal(FilingStatus.Withdrawn, withdrawn.Status);
    }

    [Fact]
    public async Task Filing_Forgotten_IsReadAgain_AndAsItWas()
    {
        var incident = await Aware();
        var id = FilingId.OfObligation(incident, Report);
        var drafted = SiloFixture.Time.GetUtcNow();
        SiloFixture.Time.Advance(TimeSpan.FromMinutes(1));
        await Approve(id);
        var before = await silos.Filing(id).Get(Paula, null);
        await silos.Forget();
        var after = await silos.Filing(id).Get(Paula, null);
        Assert.Equal((before.Version, before.Latest.TextDigest), (after.Version, FilingText.Digest(after.Latest.Fields)));
        Assert.Equal(FilingVersionState.Draft, (await silos.Filing(id).Get(Paula, drafted)).Latest.State);
        await Assert.ThrowsAsync<CaseException>(() => silos.Filing(id).Get(Paula, drafted.AddDays(-1)));
    }

    [Fact]
    public async Task Refresh_Repeated_TellsTheSameChanges()
    {
        var incident = await Aware();
        var id = FilingId.OfObligation(incident, Report);
        await silos.Incident(incident).Execute(new RecordFact(SiloFixture.By(People.Responder), FactKind.Containment, new FactValue(Text: "The key was revoked")));
        var command = new RefreshFiling(SiloFixture.By(Paula));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var refreshed = await silos.Filing(id).Refresh(command);
            var change = Assert.Single(FilingComparison.Of(refreshed.Before.Latest, refreshed.After.Latest, "ko"));
            Assert.Equal(("measures", "", "The key was revoked"), (change.Key, change.Before, change.After));
        }

        var none = await silos.Filing(id).Refresh(new RefreshFiling(SiloFixture.By(Paula)));
        Assert.Equal(none.Before.Version, none.After.Version);
    }

    private async Task<string> Aware()
    {
        var meta = SiloFixture.By(People.Responder);
        var incident = (await silos.Incident(SiloFixture.IdOf(meta)).Execute(new OpenIncident(
            meta, "A made-up incident", "", [new NewFact(FactKind.How, new FactValue(Text: "A retained key"))],
            [new NewAwarenessClaim(SiloFixture.Time.GetUtcNow().AddMinutes(-5), "controller", "Alert")]))).IncidentId;
        await silos.Incident(incident).Execute(new AssignRole(SiloFixture.By(People.Commander), IncidentRole.Commander, People.Commander.Person));
        var obligations = await silos.Obligations(incident).Execute(new RecordRegulatoryFacts(SiloFixture.By(People.Responder), Shop));
        var consumer = new DraftFilingsOnObligationsAssessed(
            silos.Grains, silos.Service<RecordedEvents>(), silos.Service<RulesInForce>(), FilingForms.BuiltIn, NullLogger<DraftFilingsOnObligationsAssessed>.Instance);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await consumer.Consume(Of(new ObligationsAssessedMessage(ObligationsId.Of(incident), obligations.Version, 1, 0, 0)));
        }

        return incident;
    }

    private async Task Approve(string id)
    {
        await silos.Filing(id).Execute(new UpdateFilingFields(
            SiloFixture.By(Paula), [.. (await silos.Filing(id).Get(Paula, null)).Latest.Fields.Where(f => f.Text.Length == 0).Select(f => new FieldText(f.Key, "made up"))]));
        await silos.Filing(id).Execute(new SubmitFilingForReview(SiloFixture.By(Paula), ""));
        await silos.Filing(id).Execute(new ApproveFiling(SiloFixture.By(People.Counsel)));
    }

    // What the relay would publish of the filing's last events.
    private async Task Told(FilingState state)
    {
        var messages = new BusMessages(silos.Service<EventTypes>());
        var consumer = new MeetObligationOnFilingFiled(silos.Grains, NullLogger<MeetObligationOnFilingFiled>.Instance);
        foreach (var message in (await silos.Reader.Stream(state.FilingId)).Select(messages.Of).OfType<FilingFiledMessage>())
        {
            await consumer.Consume(Of(message));
        }
    }

    private async Task<(ObligationStatus Status, DateTimeOffset At)> Obligation(string incident)
    {
        var law = (await silos.Obligations(incident).Get(People.Counsel, null)).Find(Report)!.Law;
        return (law.Status, law.DoneAt!.Value);
    }

    private async Task<IReadOnlyList<FilingRow>> List(Actor actor, string incident) =>
        (await silos.Service<FilingIndex>().List(actor, FilingQuery.Parse(incident, "", "", 0, ""))).Rows;

    private async Task<IReadOnlyList<ClockRow>> Board(string incident) => (await silos.Service<ClockBoard>().List(
        People.Counsel, ClockQuery.Parse($"incident_id = {incident} AND rule = kr-leak-report", "", 0, "", SiloFixture.Time.GetUtcNow()))).Rows;

    private async Task<IReadOnlyList<string>> Types(string stream) => [.. (await silos.Reader.Stream(stream)).Select(e => e.Header.Type)];

    private static ConsumeContext<T> Of<T>(T message)
        where T : class => AbsorbOnIncidentMergedTests.Fake.Of<ConsumeContext<T>>((_, _) => message);
}
