using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Regulators;

/// <summary>From a fact to a report that was sent back and corrected, through a real server and by the people of a real response.</summary>
[Collection(RealProcesses.Name)]
public sealed class FilingTests(SharedServer server)
{
    private const string Report = "KR-REG@KR";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset Aware = new(2025, 11, 18, 22, 52, 0, TimeSpan.FromHours(9));

    [Fact]
    public async Task Report_DraftedByItself_IsApprovedFiledSentBackAndCorrected_AndItsObligationMetOnce()
    {
        using var privacy = await server.As("filings-privacy", Role.Privacy);
        using var counsel = await server.As("filings-counsel", Role.Legal);
        var (author, second) = (new FilingsService.FilingsServiceClient(privacy.Invoker), new FilingsService.FilingsServiceClient(counsel.Invoker));
        var incident = await Open();
        var id = (await Drafted(author, incident)).FilingId;

        // The draft says what the record says, and no more.
        var draft = await author.GetFilingAsync(new GetFilingRequest { FilingId = id });
        Assert.Equal(("kr-leak-report", "ko", "PIPC", "개인정보 유출등 신고서"), (draft.Form, draft.Language, draft.Regulator, draft.Title));
        Assert.Equal("4,536명", Field(draft, "scale").Text);
        Assert.Contains(Field(draft, "scale").Sources, s => s.Stream == incident);
        var check = await author.CheckFilingAsync(new CheckFilingRequest { FilingId = id });
        Assert.Equal((false, FilingCheckResult.Missing), (check.Complete, check.Items.Single(i => i.Key == "remedy").Result));

        // Incomplete without a reason, and approved by who wrote it: refused.
        await Refused(StatusCode.FailedPrecondition, author.SubmitFilingForReviewAsync(new SubmitFilingForReviewRequest { FilingId = id, CommandId = Clients.NewId() }));
        await Write(author, id, ("remedy", "비밀번호를 바꾸십시오"), ("privacy-officer", "made-up@shop.example, 02-1234-5678"));
        await author.SubmitFilingForReviewAsync(new SubmitFilingForReviewRequest { FilingId = id, CommandId = Clients.NewId(), IncompleteReason = "Decree 40(2): partial first" });
        await Refused(StatusCode.FailedPrecondition, author.ApproveFilingAsync(new ApproveFilingRequest { FilingId = id, CommandId = Clients.NewId() }));
        await second.ApproveFilingAsync(new ApproveFilingRequest { FilingId = id, CommandId = Clients.NewId() });

        // Filed 75 hours after awareness: the obligation is late by three.
        var filedAt = Aware.AddHours(75);
        await author.RecordFilingFiledAsync(new RecordFilingFiledRequest { FilingId = id, CommandId = Clients.NewId(), ReceiptNumber = "PIPC-1", FiledAt = filedAt.ToTimestamp() });
        var met = await Until(() => Obligation(incident), o => o.Status is ObligationStatus.Met or ObligationStatus.Late);
        Assert.Equal((ObligationStatus.Late, filedAt.ToTimestamp(), TimeSpan.FromHours(3), id), (met.Status, met.DoneAt, met.LateBy.ToTimeSpan(), met.Reference));

        // Sent back with demands: a deadline of its own on the board, none of the obligation's moves.
        await author.RecordFilingSentBackAsync(new RecordFilingSentBackRequest
        {
            FilingId = id, CommandId = Clients.NewId(), Demands = { "'노출'을 '유출'로 고칠 것" }, SentBackAt = filedAt.AddDays(1).ToTimestamp(), DueAt = DateTimeOffset.UtcNow.AddDays(7).ToTimestamp(),
        });
        var regulators = new RegulatorsService.RegulatorsServiceClient(counsel.Invoker);
        var board = await regulators.ListClocksAsync(new ListClocksRequest { Filter = $"incident_id = {incident} AND rule = kr-leak-report AND running = true" });
        Assert.Equal($"{id}#dmd-1", Assert.Single(board.Clocks).ObligationId);

        // Corrected, by the same two people, and filed again.
        await second.StartFilingVersionAsync(new StartFilingVersionRequest { FilingId = id, CommandId = Clients.NewId(), Kind = FilingVersionKind.Correction });
        await Write(second, id, ("dmd-1", "모든 통지문에서 고침"), ("remedy", "비밀번호와 출입번호를 바꾸십시오"));
        await second.SubmitFilingForReviewAsync(new SubmitFilingForReviewRequest { FilingId = id, CommandId = Clients.NewId(), IncompleteReason = "The handler follows" });
        await author.ApproveFilingAsync(new ApproveFilingRequest { FilingId = id, CommandId = Clients.NewId() });
        var corrected = await second.RecordFilingFiledAsync(new RecordFilingFiledRequest { FilingId = id, CommandId = Clients.NewId(), ReceiptNumber = "PIPC-2" });
        Assert.Equal([FilingVersionState.Superseded, FilingVersionState.Filed], corrected.Versions.Select(v => v.State));
        Assert.Equal((2, filedAt.ToTimestamp()), (corrected.Demands[0].AnsweredBy, corrected.FirstFiledAt));

        // The relay has told the obligation of both; the first instant stands.
        var events = await Until(() => server.Admin.Events(incident), all => all.Count(e => e.Stream == id && e.Type == "filing.obligation-reported.v1") == 2);
        Assert.Single(events, e => e.Type == "obligation.met.v1");
        Assert.Equal(filedAt.ToTimestamp(), (await Obligation(incident)).DoneAt);
        var compared = await second.CompareFilingVersionsAsync(new CompareFilingVersionsRequest { FilingId = id });
        Assert.Equal(["remedy", "dmd-1"], compared.Changes.Select(c => c.Key));
        Assert.Contains(compared.Changes[0].Segments, s => s is { Change: TextChange.Deleted, Text: "비밀번호를" });
        await author.MarkFilingFinalAsync(new MarkFilingFinalRequest { FilingId = id, CommandId = Clients.NewId() });
        var listed = await author.ListFilingsAsync(new ListFilingsRequest { IncidentId = incident, Filter = "regulator = PIPC" });
        Assert.Equal((FilingStatus.Final, "PIPC-2", 0), (listed.Filings[0].Status, listed.Filings[0].ReceiptNumber, listed.Filings[0].OpenDemands));

        // Approving and filing are milestones: a checkpoint of the case follows each within seconds.
        await Until(
            async () => (await server.Admin.Ledger.ListCheckpointsAsync(new ListCheckpointsRequest { CaseId = incident })).Checkpoints,
            all => all.Any(c => c.Heads.Any(h => h.Stream == id && h.Seq >= corrected.Version)));
    }

    [Fact]
    public async Task Forms_AreListedInBothLanguages()
    {
        var forms = await new FilingsService.FilingsServiceClient(server.Admin.Invoker).ListFilingFormsAsync(new ListFilingFormsRequest());
        var korean = Assert.Single(forms.Forms, f => f.Form == "kr-leak-report");
        Assert.Equal(("개인정보 유출등 신고서", 64), (korean.TitleKo, korean.Digest.Length));
        Assert.Contains(korean.Fields, f => f is { Key: "privacy-officer", Contact: true });
    }

    private async Task<string> Open() => (await server.Admin.Incidents.OpenIncidentAsync(new OpenIncidentRequest
    {
        CommandId = Clients.NewId(), Title = "Unusual export of order history",
        Facts =
        {
            new NewFact { Kind = FactKind.Jurisdictions, Values = { "KR" } }, new NewFact { Kind = FactKind.Affected, Count = 4_536 },
            new NewFact { Kind = FactKind.DataCategories, Values = { "name", "entry code" } }, new NewFact { Kind = FactKind.How, Text = "A retained key" },
        },
        AwarenessClaims = { new NewAwarenessClaim { AwareAt = Aware.ToTimestamp(), AssertedBy = "controller", Basis = "Alert" } },
    })).IncidentId;

    // Of 4,536 people the commission is told once the cause is known to be an intrusion, or of a thousand.
    private static Task<FilingSummary> Drafted(FilingsService.FilingsServiceClient filings, string incident) => Until(
        async () => (await filings.ListFilingsAsync(new ListFilingsRequest { IncidentId = incident })).Filings.FirstOrDefault(f => f.ObligationIds.Contains(Report))!, f => f is not null);

    private async Task<Obligation> Obligation(string incident) => await new RegulatorsService.RegulatorsServiceClient(server.Admin.Invoker)
        .GetObligationAsync(new GetObligationRequest { IncidentId = incident, ObligationId = Report });

    private static async Task Write(FilingsService.FilingsServiceClient filings, string id, params (string Key, string Text)[] texts) => await filings.UpdateFilingFieldsAsync(
        new UpdateFilingFieldsRequest { FilingId = id, CommandId = Clients.NewId(), Fields = { texts.Select(t => new FilingFieldText { Key = t.Key, Text = t.Text }) } });

    private static FilingField Field(Filing filing, string key) => filing.Versions[^1].Fields.Single(f => f.Key == key);

    private static async Task Refused<T>(StatusCode code, AsyncUnaryCall<T> call) => Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync)).StatusCode);

    // What consumers do comes a moment later: asked until it is so, or patience ends.
    private static async Task<T> Until<T>(Func<Task<T>> ask, Func<T, bool> holds)
    {
        using var bound = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var answer = await ask();
            if (holds(answer))
            {
                return answer;
            }

            await timer.WaitForNextTickAsync(bound.Token);
        }
    }
}
