using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Proof;
using Orleans.Storage;

namespace IncidentGrains.Tests.Clusters;

/// <summary>Incidents on two silos: what is recorded, repeated, overtaken, forgotten and read again.</summary>
[Collection(SiloCollection.Name)]
public sealed class IncidentGrainTests(SiloFixture silos)
{
    [Fact]
    public async Task Commands_ThroughTheWholeLife_AreRecordedInOrder()
    {
        var incident = await silos.Open();
        var grain = silos.Incident(incident.IncidentId);

        await grain.Execute(new TriageIncident(SiloFixture.By(People.Responder), Severity.High, ["many people"]));
        await grain.Execute(new ConfirmIncident(SiloFixture.By(People.Commander), ""));
        await grain.Execute(new ContainIncident(SiloFixture.By(People.Commander), "the key is revoked"));
        await grain.Execute(new RemediateIncident(SiloFixture.By(People.Commander), ""));
        var closed = await grain.Execute(new CloseIncident(SiloFixture.By(People.Commander), Resolution.Resolved, "done"));

        Assert.Equal((Stage.Closed, 6L), (closed.Stage, closed.Version));
        Assert.Equal(
            ["incident.opened.v1", "incident.triaged.v1", "incident.confirmed.v1", "incident.contained.v1", "incident.remediation-begun.v1", "incident.closed.v1"],
            (await silos.Reader.Stream(incident.IncidentId)).Select(e => e.Header.Type));
    }

    [Fact]
    public async Task Refusal_CrossesSilosWithItsDetails()
    {
        // Ids fall on both silos by chance; twenty leave no doubt that some calls crossed.
        for (var i = 0; i < 20; i++)
        {
            var incident = await silos.Open();
            var stale = await Assert.ThrowsAsync<CaseException>(() =>
                silos.Incident(incident.IncidentId).Execute(new ConfirmIncident(SiloFixture.By(People.Commander, expected: 7), "")));
            Assert.Equal((CaseError.Stale, "version.stale", "1"), (stale.Error, stale.Reason, stale.Metadata["current_version"]));
            var invalid = await Assert.ThrowsAsync<CaseException>(() =>
                silos.Incident(incident.IncidentId).AddTimelineEntry(new AddTimelineEntry(SiloFixture.By(People.Responder), null, "")));
            Assert.Equal("text", Assert.Single(invalid.Violations).Field);
        }
    }

    [Fact]
    public async Task Retry_AfterLaterCommands_ReturnsTheFirstOutcome()
    {
        var incident = await silos.Open();
        var grain = silos.Incident(incident.IncidentId);
        var triage = new TriageIncident(SiloFixture.By(People.Responder), Severity.High, ["many people"]);
        var first = await grain.Execute(triage);
        await grain.Execute(new ConfirmIncident(SiloFixture.By(People.Commander), ""));
        await grain.Execute(new ContainIncident(SiloFixture.By(People.Commander), "contained"));

        var again = await grain.Execute(triage);

        Assert.Equal((first.Version, first.Stage), (again.Version, again.Stage));
        Assert.Equal(4, (await silos.Reader.Stream(incident.IncidentId)).Count);
        var reused = await Assert.ThrowsAsync<CaseException>(() => grain.Execute(triage with { Severity = Severity.Low }));
        Assert.Equal("command.reused", reused.Reason);
    }

    [Fact]
    public async Task OpenIncident_FiftyTimesWithOneCommandId_OpensOne()
    {
        var meta = SiloFixture.By(People.Responder);
        var id = SiloFixture.IdOf(meta);
        var opened = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => silos.Incident(id).Execute(new OpenIncident(meta, "One", "", [], []))));

        Assert.All(opened, o => Assert.Equal(1, o.Version));
        Assert.Single(await silos.Reader.Stream(id));
    }

    [Fact]
    public async Task ExpectedVersion_OfManyAtOnce_LetsOneThroughPerVersion()
    {
        var incident = await silos.Open();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
        {
            try
            {
                await silos.Incident(incident.IncidentId).AddTimelineEntry(new AddTimelineEntry(SiloFixture.By(People.Responder, expected: 1), null, $"entry {i}"));
                return true;
            }
            catch (CaseException e) when (e.Error == CaseError.Stale)
            {
                return false;
            }
        }));

        Assert.Equal(1, outcomes.Count(o => o));
        Assert.Equal(2, (await silos.Reader.Stream(incident.IncidentId)).Count);
    }

    [Fact]
    public async Task Get_AsOfAnInstant_IsTheRecordUpToThen()
    {
        var incident = await silos.Open();
        var grain = silos.Incident(incident.IncidentId);
        var before = SiloFixture.Time.GetUtcNow();
        SiloFixture.Time.Advance(TimeSpan.FromHours(1));
        await grain.Execute(new RecordFact(SiloFixture.By(People.Responder), FactKind.Affected, new FactValue(Count: 4536)));

        Assert.Empty((await grain.Get(People.Responder, before)).Facts);
        Assert.Single((await grain.Get(People.Responder, SiloFixture.Time.GetUtcNow())).Facts);
        var early = await Assert.ThrowsAsync<CaseException>(() => grain.Get(People.Responder, before.AddYears(-1)));
        Assert.Equal("case.not_yet", early.Reason);
    }

    [Fact]
    public async Task Get_AfterDeactivation_ReadsSnapshotAndStream()
    {
        var incident = await silos.Open();
        var grain = silos.Incident(incident.IncidentId);
        for (var i = 0; i < 70; i++)
        {
            await grain.AddTimelineEntry(new AddTimelineEntry(SiloFixture.By(People.Responder), null, $"entry {i}"));
        }

        await silos.Forget();
        Assert.Equal(70, (await grain.Get(People.Responder, null)).TimelineEntryCount);
        Assert.Equal(72, (await grain.Execute(new TriageIncident(SiloFixture.By(People.Responder), Severity.Low, ["small"]))).Version);
    }

    [Theory]
    [InlineData("hash")]
    [InlineData("fold")]
    public async Task Snapshot_ThatTheLedgerDoesNotBear_IsDiscarded(string fault)
    {
        var incident = await silos.Open();
        var grain = silos.Incident(incident.IncidentId);
        for (var i = 0; i < 64; i++)
        {
            await grain.AddTimelineEntry(new AddTimelineEntry(SiloFixture.By(People.Responder), null, $"entry {i}"));
        }

        await silos.Forget();
        var id = grain.GetGrainId();
        var saved = new GrainState<Snapshot<IncidentState>>(new Snapshot<IncidentState>());
        await silos.Storage.ReadStateAsync("incident", id, saved);
        var snapshot = saved.State!;
        Assert.NotNull(snapshot.State);
        snapshot.State = snapshot.State with { Title = "A title that nobody gave" };
        if (fault == "hash")
        {
            snapshot.Hash[0] ^= 1;
        }
        else
        {
            snapshot.FoldVersion = "incident/0";
        }

        await silos.Storage.WriteStateAsync("incident", id, saved);

        Assert.Equal("A made-up incident", (await grain.Get(People.Responder, null)).Title);
    }

    // F13: 50 concurrent first writes of one new grain make one row; the losers are told.
    [Fact]
    public async Task Storage_FiftyConcurrentFirstWrites_MakeOneRow()
    {
        var id = silos.Incident("inc-" + new string('0', 26)).GetGrainId();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            try
            {
                await silos.Storage.WriteStateAsync("incident", id, new GrainState<Snapshot<IncidentState>>(new Snapshot<IncidentState> { Seq = 1 }));
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }));

        Assert.Equal(1, outcomes.Count(o => o));
    }

    [Fact]
    public async Task Merge_OfTwoIntoEachOtherAtOnce_EndsExactlyOne()
    {
        var (a, b) = (await silos.Open(), await silos.Open());
        var outcomes = await Task.WhenAll(Try(a.IncidentId, b.IncidentId), Try(b.IncidentId, a.IncidentId));

        Assert.Equal(1, outcomes.Count(o => o));

        async Task<bool> Try(string from, string into)
        {
            try
            {
                await silos.Incident(from).Execute(new MergeIncident(SiloFixture.By(People.Commander), into, "the same leak"));
                return true;
            }
            catch (CaseException e) when (e.Reason is "merge.target" or "incident.merged")
            {
                return false;
            }
        }
    }

    [Theory]
    [InlineData(IncidentGuards.CohortsSealed, "merge.cohorts_sealed")]
    [InlineData(IncidentGuards.Merged, "merge.target")]
    public async Task Merge_WhenAGuardOfTheTargetIsRaised_IsRefused(string guard, string reason)
    {
        var (a, b) = (await silos.Open(), await silos.Open());
        await Raise(b.IncidentId, guard);

        var refused = await Assert.ThrowsAsync<CaseException>(() =>
            silos.Incident(a.IncidentId).Execute(new MergeIncident(SiloFixture.By(People.Commander), b.IncidentId, "the same leak")));

        Assert.Equal((CaseError.Refused, reason), (refused.Error, refused.Reason));
    }

    [Fact]
    public async Task Close_WhileMandatoryTasksAreOpen_IsRefused()
    {
        var incident = await silos.Open();
        await Raise(incident.IncidentId, IncidentGuards.MandatoryOpen);

        var refused = await Assert.ThrowsAsync<CaseException>(() =>
            silos.Incident(incident.IncidentId).Execute(new CloseIncident(SiloFixture.By(People.Commander), Resolution.NotAnIncident, "a test alert")));

        Assert.Equal("close.mandatory_open", refused.Reason);
    }

    [Fact]
    public async Task OpenIncident_WithATakenReference_NamesItsHolder()
    {
        var meta = SiloFixture.By(People.Responder);
        var holder = await silos.Incident(SiloFixture.IdOf(meta)).Execute(new OpenIncident(meta, "First", "register:1", [], []));
        var second = SiloFixture.By(People.Commander);

        var refused = await Assert.ThrowsAsync<CaseException>(() =>
            silos.Incident(SiloFixture.IdOf(second)).Execute(new OpenIncident(second, "Second", "register:1", [], [])));

        Assert.Equal(("incident.reference_taken", holder.IncidentId), (refused.Reason, refused.Metadata["incident_id"]));
    }

    [Fact]
    public async Task Redaction_ApprovedByASecondPerson_DestroysTheTextEverywhere()
    {
        const string Words = "an over-detailed sentence";
        var incident = await silos.Open();
        var grain = silos.Incident(incident.IncidentId);
        for (var i = 0; i < 70; i++)
        {
            await grain.AddTimelineEntry(new AddTimelineEntry(SiloFixture.By(People.Responder), null, $"entry {i}"));
        }

        var fact = (await grain.Execute(new RecordFact(SiloFixture.By(People.Responder), FactKind.How, new FactValue(Words)))).Facts[0];
        var entry = await grain.AddTimelineEntry(new AddTimelineEntry(SiloFixture.By(People.Responder), null, Words));
        await silos.Forget();
        Assert.True(SiloFixture.FilesHold(Words));
        foreach (var target in new[] { fact.FactId, entry.EntryId })
        {
            var asked = await grain.Execute(new RequestRedaction(SiloFixture.By(People.Responder), target, "too much detail"));
            var own = await Assert.ThrowsAsync<CaseException>(() => grain.Execute(new ApproveRedaction(SiloFixture.By(People.Responder), asked.Redactions[^1].RedactionId)));
            Assert.Equal("four_eyes", own.Reason);
            await grain.Execute(new ApproveRedaction(SiloFixture.By(People.Counsel), asked.Redactions[^1].RedactionId));
        }

        Assert.Equal("[redacted]", (await grain.Get(People.Responder, null)).Facts[0].Value.Text);
        Assert.True((await grain.ListTimelineEntries(People.Responder, null)).Single(e => e.EntryId == entry.EntryId).Redacted);
        Assert.False(SiloFixture.FilesHold(Words));
        Assert.DoesNotContain(await silos.Reader.Stream(incident.IncidentId), e => System.Text.Encoding.UTF8.GetString(e.Content).Contains(Words, StringComparison.Ordinal));
        Assert.Equal(VerdictStatus.Verified, (await silos.Service<CaseVerification>().Verify(incident.IncidentId)).Status);
    }

    private async Task Raise(string caseId, string guard)
    {
        var append = Ledger.Sample.Append("tsk-" + Guid.NewGuid().ToString("N"), "raise", caseId: caseId) with { Guards = [new GuardChange(caseId, guard, Delta: 1)] };
        Assert.IsType<AppendOutcome.Appended>(Assert.Single(await silos.Service<ILedgerStore>().Append([append], default)));
    }
}
