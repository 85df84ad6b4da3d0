using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Host.Regulators;
using IncidentGrains.Tests.Host;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentGrains.Tests.Clusters;

/// <summary>Obligations on two silos: assessed by messages, escalated by clocks, shown on the board.</summary>
[Collection(SiloCollection.Name)]
public sealed class ObligationGrainTests(SiloFixture silos)
{
    private static readonly RegulatoryFacts Shop = new()
    {
        TimeZone = "Asia/Seoul", Roles = ["icsp"], Cause = Contracts.Regulators.IncidentCause.ExternalIntrusion,
        Cohorts = [new RegulatoryCohort { Name = "first", Jurisdiction = "KR", Subjects = 4_536, Categories = ["name"] }],
    };

    [Fact]
    public async Task Message_ToldThriceAndLate_AssessesOnceWhatIsKnownThen()
    {
        var incident = await Aware();
        var version = (await silos.Incident(incident).Get(People.Responder, null)).Version;
        await Task.WhenAll(Enumerable.Range(0, 3).SelectMany(_ => new[] { version, version - 1 }).Select(seq => Claimed(incident, seq)));

        Assert.Equal(["obligations.assessed.v1"], await Types(incident));
        Assert.Contains((await silos.Obligations(incident).Get(People.Responder, null)).Obligations, o => o.Law.Rule == "KR-SUBJ");
    }

    [Fact]
    public async Task Message_BeforeItsEventIsSeen_IsTriedAgain()
    {
        var incident = await Aware();
        var refused = await Assert.ThrowsAsync<CaseException>(() => Claimed(incident, seq: 1_000));
        Assert.Equal(CaseError.Unavailable, refused.Error);
    }

    [Fact]
    public async Task Filing_ThatIsFiled_MeetsItsObligationOnce()
    {
        var incident = await Aware();
        await Claimed(incident, 2);
        var id = (await silos.Obligations(incident).Get(People.Responder, null)).Obligations.Single(o => o.Law.Rule == "KR-SUBJ").ObligationId;
        var at = SiloFixture.Time.GetUtcNow();
        var consumer = new MeetObligationOnFilingFiled(silos.Grains, NullLogger<MeetObligationOnFilingFiled>.Instance);
        foreach (var (seq, filed) in new[] { (5L, at), (5L, at), (9L, at.AddDays(2)) })
        {
            await consumer.Consume(Of(new FilingFiledMessage("fil-0123456789abcdefghjkmnpqrs", seq, incident, id, filed)));
        }

        var entry = (await silos.Obligations(incident).Get(People.Responder, null)).Find(id)!;
        Assert.Equal((ObligationStatus.Met, at), (entry.Law.Status, entry.Law.DoneAt!.Value));
        Assert.Single(await Types(incident), "obligation.met.v1");
    }

    [Fact]
    public async Task SealedCohort_ReplacesTheCountedOne()
    {
        var incident = await Aware();
        await silos.Obligations(incident).Execute(new RecordRegulatoryFacts(SiloFixture.By(People.Responder), Shop with { Cause = Contracts.Regulators.IncidentCause.Loss }));
        SiloFixture.Counted.Set(incident, new CountedCohort("first", "KR", 900, ["name"]));
        await silos.Obligations(incident).Execute(new AssessObligations(SiloFixture.By(People.Responder)));

        // Fewer than 1,000, and no unique identifier: no report to the commission any more.
        var reg = (await silos.Obligations(incident).Get(People.Responder, null)).Obligations.Where(o => o.Law.Rule == "KR-REG");
        Assert.All(reg, o => Assert.Equal(ObligationStatus.Superseded, o.Law.Status));
        Assert.Contains("900", (await silos.Obligations(incident).Facts(People.Responder)).Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Milestone_ToldThrice_IsEscalatedOnce()
    {
        var incident = await Aware();
        await Claimed(incident, 2);
        var state = await silos.Obligations(incident).Get(People.Responder, null);
        var due = Obligations.NextMilestone(state)!.Value;
        var message = new ClockElapsedMessage(ObligationsId.Of(incident), state.Version, Obligations.ClockName, due);
        var consumer = new EscalateObligationsOnClockElapsed(silos.Grains, NullLogger<EscalateObligationsOnClockElapsed>.Instance);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => consumer.Consume(Of(message))));
        await consumer.Consume(Of(message with { Name = "another", Stream = "nobody" }));

        var escalated = (await Types(incident)).Count(t => t == "obligation.escalated.v1");
        Assert.Equal(state.Obligations.Count(o => Milestones.NextAt(o) == due), escalated);
    }

    [Fact]
    public async Task RestrictedIncident_HasNoObligationsAndNoClocksForOthers()
    {
        var incident = await Aware();
        await Claimed(incident, 2);
        Assert.NotEmpty(await Board(People.Counsel, incident));
        await silos.Incident(incident).Execute(new RestrictIncident(SiloFixture.By(People.Commander), [People.Commander.Person], "insider"));

        await Assert.ThrowsAsync<CaseException>(() => silos.Obligations(incident).Get(People.Counsel, null));
        await Assert.ThrowsAsync<CaseException>(() => silos.Obligations(incident).Explain(People.Counsel, "KR-NET"));
        await Assert.ThrowsAsync<CaseException>(() => silos.Obligations(incident).Execute(new AssessObligations(SiloFixture.By(People.Counsel))));
        Assert.Empty(await Board(People.Counsel, incident));
        Assert.NotEmpty(await Board(People.Commander, incident));
    }

    [Fact]
    public async Task Obligations_Forgotten_AreReadAgain()
    {
        var incident = await Aware();
        await Claimed(incident, 2);
        var before = await silos.Obligations(incident).Get(People.Responder, null);
        await silos.Forget();
        var after = await silos.Obligations(incident).Get(People.Responder, null);
        Assert.Equal(before.Obligations.Select(o => (o.ObligationId, o.Law.Due, o.PassedMilestone)), after.Obligations.Select(o => (o.ObligationId, o.Law.Due, o.PassedMilestone)));
    }

    [Fact]
    public async Task Explanation_NamesTheRuleTheFactsAndTheSource()
    {
        var incident = await Aware();
        await silos.Obligations(incident).Execute(new RecordRegulatoryFacts(SiloFixture.By(People.Responder), Shop));
        var explained = Assert.Single((await silos.Obligations(incident).Explain(People.Responder, "KR-NET")).Items);
        Assert.StartsWith("It makes an obligation", explained.Verdict, StringComparison.Ordinal);
        Assert.Contains(explained.Lines, l => l.Text.Contains("Network Act 48-3(1)", StringComparison.Ordinal));
        var unknown = await Assert.ThrowsAsync<CaseException>(() => silos.Obligations(incident).Explain(People.Responder, "XX-1"));
        Assert.Equal("rule.not_found", unknown.Reason);
        var wrong = await Assert.ThrowsAsync<CaseException>(() =>
            silos.Obligations(incident).Execute(new RecordRegulatoryFacts(SiloFixture.By(People.Responder), Shop with { Roles = ["no_such_role"] })));
        Assert.Contains("no_such_role", Assert.Single(wrong.Violations).Description, StringComparison.Ordinal);
    }

    private async Task<string> Aware()
    {
        var meta = SiloFixture.By(People.Responder);
        var incident = (await silos.Incident(SiloFixture.IdOf(meta)).Execute(new OpenIncident(
            meta, "A made-up incident", "", [new NewFact(FactKind.Jurisdictions, new FactValue(Values: ["KR"]))],
            [new NewAwarenessClaim(SiloFixture.Time.GetUtcNow().AddMinutes(-5), "controller", "Alert")]))).IncidentId;
        await silos.Incident(incident).Execute(new AssignRole(SiloFixture.By(People.Commander), IncidentRole.Commander, People.Commander.Person));
        return incident;
    }

    private Task Claimed(string incident, long seq) => new AssessObligationsOn<AwarenessClaimedMessage>(silos.Grains, NullLogger<AssessObligationsOn<AwarenessClaimedMessage>>.Instance)
        .Consume(Of(new AwarenessClaimedMessage(incident, seq, "awr-3", SiloFixture.Time.GetUtcNow())));

    private async Task<IReadOnlyList<string>> Types(string incident) => [.. (await silos.Reader.Stream(ObligationsId.Of(incident))).Select(e => e.Header.Type)];

    private async Task<IReadOnlyList<ClockRow>> Board(Actor actor, string incident) => (await silos.Service<ClockBoard>().List(
        actor, ClockQuery.Parse($"incident_id = {incident} AND running = true", "", 0, "", SiloFixture.Time.GetUtcNow()))).Rows;

    private static ConsumeContext<T> Of<T>(T message)
        where T : class => AbsorbOnIncidentMergedTests.Fake.Of<ConsumeContext<T>>((_, _) => message);
}
