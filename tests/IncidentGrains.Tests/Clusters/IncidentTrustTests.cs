using System.Text;
using Dapper;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Proof;

namespace IncidentGrains.Tests.Clusters;

/// <summary>What an attacker with the database, a curious caller or a damaged cache can't achieve.</summary>
[Collection(SiloCollection.Name)]
public sealed class IncidentTrustTests(SiloFixture silos)
{
    private static readonly Actor Admin = new("test|admin", Roles.Admin);

    [Fact]
    public async Task OpenIncident_ArmsTheCheckpointClock()
    {
        var incident = await silos.Open();

        Assert.Equal(1, await Count("SELECT count(*) FROM clock WHERE owner = @id AND name = 'checkpoint'", incident.IncidentId));
    }

    [Fact]
    public async Task ForgedRedaction_IsFoundAndNeverShown()
    {
        var incident = await silos.Open();
        var grain = silos.Incident(incident.IncidentId);
        await grain.Execute(new RecordFact(SiloFixture.By(People.Responder), FactKind.Affected, new FactValue(Count: 33_673_817)));
        await silos.Forget();
        var forged = Encoding.UTF8.GetBytes("""{"factId":"fct-2","kind":"Affected","value":{"count":4536}}""");
        await silos.Service<ILedgerStore>().Write(c => c.ExecuteAsync(
            "UPDATE ledger_event SET salt = NULL, payload = NULL, remainder = @forged WHERE stream = @id AND seq = 2", new { forged, id = incident.IncidentId }));

        var verdict = await silos.Service<CaseVerification>().Verify(incident.IncidentId);

        Assert.Equal((VerdictStatus.Broken, incident.IncidentId, 2L), (verdict.Status, verdict.Finding!.Stream, verdict.Finding.Seq));
        Assert.Equal(33_673_817, (await grain.Get(People.Responder, null)).Facts[0].Value.Count);
        await Assert.ThrowsAsync<InvalidDataException>(() => grain.Get(People.Responder, SiloFixture.Time.GetUtcNow()));
    }

    // Both are damage that a fold would stumble over; a verification names it instead.
    [Fact]
    public async Task Damage_OfACheckpointOrAnEventType_IsAFinding()
    {
        var (a, b) = (await silos.Open(), await silos.Open());
        await silos.Service<Checkpoints>().Create(a.IncidentId);
        await silos.Service<ILedgerStore>().Write(c => c.ExecuteAsync("UPDATE checkpoint SET jws = 'x' WHERE case_id = @id", new { id = a.IncidentId }));
        var unknown = Ledger.Sample.Append("inc-unknown-type", "c1", caseId: b.IncidentId);
        await silos.Service<ILedgerStore>().Append([unknown], default);

        Assert.Contains("checkpoint", (await silos.Service<CaseVerification>().Verify(a.IncidentId)).Finding!.Reason, StringComparison.Ordinal);
        Assert.Contains("can't be read", (await silos.Service<CaseVerification>().Verify(b.IncidentId)).Finding!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redaction_ForgetsTheCommandsDigest()
    {
        var incident = await silos.Open();
        var grain = silos.Incident(incident.IncidentId);
        var entry = await grain.AddTimelineEntry(new AddTimelineEntry(SiloFixture.By(People.Responder, id: "short-text"), null, "a short text"));
        var asked = await grain.Execute(new RequestRedaction(SiloFixture.By(People.Responder), entry.EntryId, "names somebody"));

        await grain.Execute(new ApproveRedaction(SiloFixture.By(People.Counsel), asked.Redactions[0].RedactionId));

        Assert.Equal(new byte[32], (await silos.Reader.Command(incident.IncidentId, "short-text"))!.Digest);
    }

    [Fact]
    public async Task Retry_OfAMerge_AfterTheTargetWentOn_ReturnsTheFirstOutcome()
    {
        var (a, b, c) = (await silos.Open(), await silos.Open(), await silos.Open());
        var merge = new MergeIncident(SiloFixture.By(People.Commander), b.IncidentId, "the same leak");
        var first = await silos.Incident(a.IncidentId).Execute(merge);
        await silos.Incident(b.IncidentId).Execute(new MergeIncident(SiloFixture.By(People.Commander), c.IncidentId, "the same leak"));

        var again = await silos.Incident(a.IncidentId).Execute(merge);

        Assert.Equal((first.Version, b.IncidentId), (again.Version, again.MergedInto));
    }

    [Fact]
    public async Task Merge_IntoAClosedIncident_IsRefused()
    {
        var (a, b) = (await silos.Open(), await silos.Open());
        await silos.Incident(b.IncidentId).Execute(new CloseIncident(SiloFixture.By(People.Commander), Resolution.NotAnIncident, "a test alert"));
        var merge = new MergeIncident(SiloFixture.By(People.Commander), b.IncidentId, "the same leak");

        var refused = await Assert.ThrowsAsync<CaseException>(() => silos.Incident(a.IncidentId).Execute(merge));
        await silos.Incident(b.IncidentId).Execute(new ReopenIncident(SiloFixture.By(People.Commander), "it was real"));

        Assert.Equal("merge.target", refused.Reason);
        Assert.Equal(Stage.Merged, (await silos.Incident(a.IncidentId).Execute(merge)).Stage);
    }

    [Fact]
    public async Task CommandId_OfAnotherCommand_IsRefusedEvenIfNothingIsToBeDone()
    {
        var (a, b) = (await silos.Open(), await silos.Open());
        var grain = silos.Incident(a.IncidentId);
        await grain.Execute(new LinkIncident(SiloFixture.By(People.Responder), b.IncidentId, LinkKind.Related));
        await grain.Execute(new RecordFact(SiloFixture.By(People.Responder, id: "taken"), FactKind.Other, new FactValue("a fact")));

        var refused = await Assert.ThrowsAsync<CaseException>(() =>
            grain.Execute(new LinkIncident(SiloFixture.By(People.Responder, id: "taken"), b.IncidentId, LinkKind.Related)));

        Assert.Equal("command.reused", refused.Reason);
    }

    [Fact]
    public async Task Reference_OfAnIncidentThatTheCallerMayNotSee_DoesNotNameIt()
    {
        var meta = SiloFixture.By(People.Commander);
        var holder = silos.Incident(SiloFixture.IdOf(meta));
        await holder.Execute(new OpenIncident(meta, "Hidden", "register:hidden", [], []));
        await holder.Execute(new RestrictIncident(SiloFixture.By(People.Commander), [], "need to know"));
        var second = SiloFixture.By(People.Responder);

        var refused = await Assert.ThrowsAsync<CaseException>(() =>
            silos.Incident(SiloFixture.IdOf(second)).Execute(new OpenIncident(second, "Second", "register:hidden", [], [])));

        Assert.Equal("incident.reference_taken", refused.Reason);
        Assert.Empty(refused.Metadata);
    }

    [Fact]
    public async Task Administrator_WhoAssignsARole_IsNotShownTheIncident()
    {
        var incident = await silos.Open(title: "Not for administrators");

        var shown = await silos.Incident(incident.IncidentId).Execute(new AssignRole(SiloFixture.By(Admin), IncidentRole.Deputy, "test|deputy"));

        Assert.Equal((2L, ""), (shown.Version, shown.Title));
    }

    [Fact]
    public async Task CommandIds_OfAnIncidentThatTheCallerMayNotSee_DoNotExist()
    {
        var incident = await silos.Open(by: People.Commander);
        var grain = silos.Incident(incident.IncidentId);
        await grain.Execute(new RestrictIncident(SiloFixture.By(People.Commander, id: "guessed"), [], "need to know"));

        var refused = await Assert.ThrowsAsync<CaseException>(() =>
            grain.Execute(new RecordFact(SiloFixture.By(People.Responder, id: "guessed"), FactKind.Other, new FactValue("a fact"))));

        Assert.Equal("case.not_found", refused.Reason);
    }

    [Fact]
    public async Task OpenIncident_WithAMillionFacts_IsRefusedInAFewWords()
    {
        var meta = SiloFixture.By(People.Responder);
        var facts = Enumerable.Repeat(new NewFact(FactKind.None, new FactValue()), 100_000);

        var refused = await Assert.ThrowsAsync<CaseException>(() => silos.Incident(SiloFixture.IdOf(meta)).Execute(new OpenIncident(meta, "Too much", "", [.. facts], [])));

        Assert.Equal(("facts", 20), (refused.Violations[0].Field, refused.Violations.Count));
        Assert.InRange(refused.Message.Length, 1, 4_000);
    }

    private Task<long> Count(string sql, string id) => silos.Service<ILedgerStore>().Read(c => c.ExecuteScalarAsync<long>(sql, new { id }));
}
