using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using Orleans.TestingHost;

namespace IncidentGrains.Tests.Clusters;

/// <summary>While a cluster is upgraded, silos of two versions share streams: the older one does not guess what it can't read.</summary>
public sealed class MixedVersionTests(MixedVersions silos) : IClassFixture<MixedVersions>
{
    [Fact]
    public async Task OlderSilo_ThatMeetsANewerEvent_AnswersUnavailableAndWritesNothing()
    {
        var id = await LinkedOnTheNewer();
        await silos.Forget();

        var get = await Assert.ThrowsAsync<CaseException>(() => silos.On(silos.Older, id, g => g.Get(People.Responder, null)));
        var write = await Assert.ThrowsAsync<CaseException>(() => silos.On(silos.Older, id, g => g.Execute(Triage())));

        Assert.Equal([(CaseError.Unavailable, "ledger.newer"), (CaseError.Unavailable, "ledger.newer")], new[] { (get.Error, get.Reason), (write.Error, write.Reason) });
        Assert.Equal(3, await silos.Reader.LastSeq(id));
    }

    [Fact]
    public async Task Retry_ThatLandsOnTheNewerSilo_TakesEffectOnce()
    {
        var id = await LinkedOnTheNewer();
        await silos.Forget();
        var triage = Triage();
        await Assert.ThrowsAsync<CaseException>(() => silos.On(silos.Older, id, g => g.Execute(triage)));

        var answer = await silos.On(silos.Newer, id, g => g.Execute(triage));

        Assert.Equal((4L, Stage.Triaged, 1), (answer.Version, answer.Stage, answer.Links.Count));
        Assert.Equal(4, await silos.Reader.LastSeq(id));
    }

    // Two activations of a grain can exist for a while; the one that is behind must not go on answering from what it holds.
    [Fact]
    public async Task Activation_OvertakenByANewerEvent_AnswersNobodyFromWhatItHeld()
    {
        var id = await Open(silos.Older);
        var head = Assert.Single(await silos.Reader.Heads(id));
        await silos.Store.Append([Ledger.Sample.Append(id, "newer", head, caseId: id)], default);

        var write = await Assert.ThrowsAsync<CaseException>(() => silos.On(silos.Older, id, g => g.Execute(Triage())));
        var get = await Assert.ThrowsAsync<CaseException>(() => silos.On(silos.Older, id, g => g.Get(People.Responder, null)));

        Assert.Equal(("ledger.newer", "ledger.newer"), (write.Reason, get.Reason));
        Assert.Equal(2, await silos.Reader.LastSeq(id));
    }

    [Fact]
    public async Task OlderSilo_ServesEveryStreamThatItCanRead()
    {
        var id = await Open(silos.Newer);
        await silos.Forget();

        Assert.Equal(2, (await silos.On(silos.Older, id, g => g.Execute(Triage()))).Version);
    }

    private static TriageIncident Triage() => new(SiloFixture.By(People.Responder), Severity.High, ["A reason"]);

    private async Task<string> Open(InProcessSiloHandle on)
    {
        var meta = SiloFixture.By(People.Responder);
        var id = SiloFixture.IdOf(meta);
        await silos.On(on, id, g => g.Execute(new OpenIncident(meta, "A made-up incident", "", [], [])));
        return id;
    }

    // The newer silo's snapshot is saved when the grain leaves it: the older one must not go on from that either.
    private async Task<string> LinkedOnTheNewer()
    {
        var (id, other) = (await Open(silos.Newer), await Open(silos.Newer));
        await silos.On(silos.Newer, id, g => g.Execute(new LinkIncident(SiloFixture.By(People.Responder), other, LinkKind.Related)));
        await silos.On(silos.Newer, id, g => g.AddTimelineEntry(new AddTimelineEntry(SiloFixture.By(People.Responder), null, "An entry after the link")));
        return id;
    }
}
