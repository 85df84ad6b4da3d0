using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Regulators.Filings;

/// <summary>Filings: drafted, written, reviewed, approved by a second person, filed, sent back, answered.</summary>
public sealed class FilingDecisionTests
{
    [Fact]
    public void Draft_OfTheReportToTheCommission_IsItsFormInKorean()
    {
        var decision = FilingSpec.KoreanShop().When(m => new DraftFiling(m, IncidentSpec.Id, [FilingSpec.Report], "", "", "", ""), Actor.System).Decision;
        var drafted = Assert.IsType<FilingDrafted>(Assert.Single(decision.Events));
        Assert.Equal(("PIPC", "KR", "Asia/Seoul", "kr-leak-report", "ko"), (drafted.Regulator, drafted.Jurisdiction, drafted.TimeZone, drafted.Form, drafted.Language));
        Assert.Equal(64, drafted.FormDigest.Length);
        Assert.Equal([IncidentGuards.Closed, IncidentGuards.Merged], decision.Guards.Select(g => g.Name));
        Assert.All(decision.Guards, g => Assert.True(g is { RequireZero: true, Delta: 0, CaseId: IncidentSpec.Id }));
    }

    [Fact]
    public void Draft_ToTheOtherRecipient_InEnglish_IsPossible()
    {
        var spec = FilingSpec.KoreanShop().Run(m => new DraftFiling(m, IncidentSpec.Id, [FilingSpec.Report], "KISA", "", "generic", "en"));
        Assert.Equal(("KISA", "generic", "en"), (spec.State.Regulator, spec.State.Form, spec.State.Language));
        Assert.Equal([People.Paula.Person], spec.State.Latest.Authors);
    }

    [Theory]
    [InlineData("SEC", "", "", "", "regulator")]
    [InlineData("", "US", "", "", "jurisdiction")]
    [InlineData("", "", "no-such-form", "", "form")]
    [InlineData("", "", "", "fr", "language")]
    public void Draft_OfWhatDoesNotGoTogether_NamesTheField(string regulator, string jurisdiction, string form, string language, string field) =>
        FilingSpec.KoreanShop().When(m => new DraftFiling(m, IncidentSpec.Id, [FilingSpec.Report], regulator, jurisdiction, form, language)).ThenInvalid(field);

    [Fact]
    public void Draft_ForAnUnknownObligation_FindsNone() => FilingSpec.KoreanShop()
        .When(m => new DraftFiling(m, IncidentSpec.Id, ["KR-REG@nobody"], "", "", "", "")).ThenRefused(CaseError.NotFound, "obligation.not_found");

    [Fact]
    public void Draft_WithoutAnObligation_IsVoluntary_AndNeedsRegulatorAndJurisdiction()
    {
        FilingSpec.KoreanShop().When(m => new DraftFiling(m, IncidentSpec.Id, [], "", "", "", "")).ThenInvalid("jurisdiction", "regulator");
        var spec = FilingSpec.KoreanShop().Run(m => new DraftFiling(m, IncidentSpec.Id, [], "PCPD", "HK", "", ""));
        Assert.Equal(("generic", "en"), (spec.State.Form, spec.State.Language));
        Assert.Empty(spec.State.Obligations);
    }

    [Fact]
    public void Draft_OfAnObligationThatHasOne_ChangesNothing_ButIsRefusedToAPerson()
    {
        var spec = FilingSpec.KoreanShop().Drafted();
        spec.When(m => new DraftFiling(m, IncidentSpec.Id, [FilingSpec.Report], "", "", "", ""), Actor.System).ThenNothing();
        spec.When(m => new DraftFiling(m, IncidentSpec.Id, [FilingSpec.Report], "", "", "", "")).ThenRefused(CaseError.Exists, "filing.exists");
    }

    [Fact]
    public void Edit_OfAField_MakesItAPersonsText_WhichARefreshLeaves()
    {
        var spec = FilingSpec.KoreanShop().Drafted().Run(m => new UpdateFilingFields(m, [new FieldText("measures", "키를 모두 교체함")]));
        spec.Known(new FactCorrected("fct-10", "fct-8", FactKind.Containment, new FactValue(Text: "서명키와 인증키 폐기"), "Both"))
            .Known(new FactCorrected("fct-11", "fct-7", FactKind.How, new FactValue(Text: "위조 토큰으로 접근"), "Shorter"));
        spec.Run(m => new RefreshFiling(m), FilingSpec.Lena);

        Assert.Equal("키를 모두 교체함", spec.Text("measures"));
        Assert.EndsWith("위조 토큰으로 접근", spec.Text("course"), StringComparison.Ordinal);
        Assert.Equal([People.Paula.Person, FilingSpec.Lena.Person], spec.State.Latest.Authors);
        spec.When(m => new RefreshFiling(m)).ThenNothing();

        // Taken back, it is the record's again.
        spec.Run(m => new UpdateFilingFields(m, [new FieldText("measures", "")])).Run(m => new RefreshFiling(m));
        Assert.Equal("서명키와 인증키 폐기", spec.Text("measures"));
    }

    [Fact]
    public void Edit_ThatSaysTheSame_RecordsNothing()
    {
        var spec = FilingSpec.KoreanShop().Drafted().Run(m => new UpdateFilingFields(m, [new FieldText("remedy", "Change the code")]));
        spec.When(m => new UpdateFilingFields(m, [new FieldText("remedy", "Change the code"), new FieldText("organisation", "")])).ThenNothing();
    }

    [Fact]
    public void Edit_WithAPersonsContact_IsRefused_SaveInTheOrganisationsOwn()
    {
        var spec = FilingSpec.KoreanShop().Drafted();
        spec.When(m => new UpdateFilingFields(m, [new FieldText("remedy", "Write to made.up@example.com")])).ThenInvalid("fields[0].text");
        spec.When(m => new UpdateFilingFields(m, [new FieldText("remedy", "Call 010-1234-5678")])).ThenInvalid("fields[0].text");
        spec.Run(m => new UpdateFilingFields(m, [new FieldText("privacy-officer", "privacy@shop.example, 02-1234-5678")]));
        Assert.True(spec.State.Latest.Find("privacy-officer")!.Contact);
    }

    [Fact]
    public void Edit_OfNoSuchField_OrTwice_NamesIt()
    {
        var spec = FilingSpec.KoreanShop().Drafted();
        spec.When(m => new UpdateFilingFields(m, [new FieldText("nothing", "x")])).ThenInvalid("fields[0].key");
        spec.When(m => new UpdateFilingFields(m, [new FieldText("remedy", "x"), new FieldText("remedy", "y")])).ThenInvalid("fields");
        spec.When(m => new UpdateFilingFields(m, [])).ThenInvalid("fields");
        spec.When(m => new UpdateFilingFields(m, [new FieldText("remedy", new string('x', 20_001))])).ThenInvalid("fields[0].text");
    }

    [Fact]
    public void Submission_OfAnIncompleteDraft_NeedsAReason_WhichIsKept()
    {
        var spec = FilingSpec.KoreanShop().Drafted();
        var refused = spec.When(m => new SubmitFilingForReview(m, " ")).ThenRefused("filing.incomplete");
        Assert.Contains("organisation", refused.Message, StringComparison.Ordinal);
        var submitted = Assert.IsType<FilingSubmitted>(Assert.Single(spec.When(m => new SubmitFilingForReview(m, "Decree 40(2): partial first")).Decision.Events));
        Assert.Equal("Decree 40(2): partial first", submitted.IncompleteReason);
        Assert.Equal(["organisation", "remedy", "privacy-officer", "handler"], submitted.Lacking);
    }

    [Fact]
    public void Submission_OfACompleteDraft_KeepsNoReason()
    {
        var submitted = Assert.IsType<FilingSubmitted>(Assert.Single(FilingSpec.KoreanShop().Drafted().Filled().When(m => new SubmitFilingForReview(m, "needless")).Decision.Events));
        Assert.Equal(("", 0), (submitted.IncompleteReason, submitted.Lacking.Count));
    }

    [Fact]
    public void Submission_OfTooLongAText_IsRefusedWithAnyReason() => FilingSpec.KoreanShop().Drafted().Filled()
        .Run(m => new UpdateFilingFields(m, [new FieldText("organisation", new string('x', 201))]))
        .When(m => new SubmitFilingForReview(m, "partial")).ThenRefused("filing.too_long");

    [Fact]
    public void Approval_IsForASecondPersonAlone()
    {
        var spec = FilingSpec.KoreanShop().Submitted();
        spec.When(m => new ApproveFiling(m), People.Paula).ThenRefused("filing.second_person");
        spec.When(m => new ApproveFiling(m), new Actor("https://idp.example|robot", Roles.Legal | Roles.Integration)).ThenRefused("filing.second_person");
        spec.When(m => new ApproveFiling(m), Actor.System).ThenRefused("filing.second_person");
        var decision = spec.When(m => new ApproveFiling(m), FilingSpec.Lena).Then(new FilingApproved(1, FilingText.Digest(spec.State.Latest.Fields)));
        Assert.True(decision.Milestone);
    }

    [Fact]
    public void Approval_IsRefusedToWhoeverEditedBeforeItWasReturned()
    {
        var spec = FilingSpec.KoreanShop().Drafted().Run(m => new UpdateFilingFields(m, [new FieldText("remedy", "Change the code")]), FilingSpec.Lena)
            .Filled().Run(m => new SubmitFilingForReview(m, "")).Run(m => new ReturnFilingToDraft(m, "Once more"), People.Cho).Run(m => new SubmitFilingForReview(m, ""));
        spec.When(m => new ApproveFiling(m), FilingSpec.Lena).ThenRefused("filing.second_person");

        // Who only reviewed is no author.
        Assert.Equal(["filing.approved.v1"], spec.When(m => new ApproveFiling(m), People.Cho).Names);
    }

    [Fact]
    public void Filed_ReportsEachObligation_AndIsAMilestone()
    {
        var spec = FilingSpec.KoreanShop().Approved();
        var decision = spec.When(m => new RecordFilingFiled(m, "PIPC-1", null)).Then(
            new FilingFiled(1, "PIPC-1", spec.Now, []), new FilingObligationReported(IncidentSpec.Id, FilingSpec.Report, 1, spec.Now));
        Assert.True(decision.Milestone);
    }

    [Fact]
    public void Filed_InTheFuture_OrBeforeAnEarlierVersion_OrWithoutAReceipt_IsRefused()
    {
        var spec = FilingSpec.KoreanShop().Approved();
        spec.When(m => new RecordFilingFiled(m, "PIPC-1", spec.Now.AddMinutes(1))).ThenInvalid("filed_at");
        spec.When(m => new RecordFilingFiled(m, "", null)).ThenInvalid("receipt_number");
        spec.When(m => new RecordFilingFiled(m, "made.up@example.com", null)).ThenInvalid("receipt_number");
        Assert.NotEmpty(spec.When(m => new RecordFilingFiled(m, "202-555-0100", null)).Decision.Events);
        var first = spec.Now;
        var second = FilingSpec.KoreanShop().SentBack().Run(m => new StartFilingVersion(m, FilingVersionKind.Correction)).Filled()
            .Run(m => new SubmitFilingForReview(m, "")).Run(m => new ApproveFiling(m), FilingSpec.Lena);
        second.When(m => new RecordFilingFiled(m, "PIPC-2", first.AddMinutes(-1))).ThenInvalid("filed_at");
    }

    [Fact]
    public void SentBack_Answered_KeepsTheFirstInstant_AndReplacesTheVersion()
    {
        var spec = FilingSpec.KoreanShop().SentBack();
        var first = spec.State.FirstFiledAt;
        Assert.Equal(["dmd-1", "dmd-2"], spec.State.Demands.Select(d => d.DemandId));
        spec.Run(m => new StartFilingVersion(m, FilingVersionKind.None)).Run(m => new UpdateFilingFields(m, [new FieldText("dmd-2", "추가함: 공동현관 출입번호")]));
        Assert.Equal((FilingVersionKind.Correction, "'노출'을 '유출'로 고칠 것"), (spec.State.Latest.Kind, spec.State.Latest.Find("dmd-1")!.LabelKo));

        // One demand is answered, the other not: that needs a reason, and stays open.
        spec.When(m => new SubmitFilingForReview(m, "")).ThenRefused("filing.incomplete");
        spec.Run(m => new SubmitFilingForReview(m, "The wording follows")).Run(m => new ApproveFiling(m), FilingSpec.Lena).At(spec.Now.AddDays(1));
        spec.When(m => new RecordFilingFiled(m, "PIPC-2", null)).Then(
            new FilingFiled(2, "PIPC-2", spec.Now, ["dmd-2"]), new FilingObligationReported(IncidentSpec.Id, FilingSpec.Report, 2, spec.Now));
        spec.Run(m => new RecordFilingFiled(m, "PIPC-2", null));

        Assert.Equal([FilingVersionState.Superseded, FilingVersionState.Filed], spec.State.Versions.Select(v => v.State));
        Assert.Equal([0, 2], spec.State.Demands.Select(d => d.AnsweredBy));
        Assert.Equal(first, spec.State.FirstFiledAt);
        spec.When(m => new MarkFilingFinal(m)).ThenRefused("filing.demands_open");
    }

    [Fact]
    public void SentBack_AfterItWasFinal_OpensItAgain()
    {
        var spec = FilingSpec.KoreanShop().Filed().Run(m => new MarkFilingFinal(m)).Run(m => new RecordFilingSentBack(m, ["Say more"], null, null), People.Siem);
        Assert.Equal((FilingStatus.Open, FilingVersionState.SentBack), (spec.State.Status, spec.State.Latest.State));
    }

    [Fact]
    public void SentBack_OfWhatCannotBe_NamesTheField()
    {
        var spec = FilingSpec.KoreanShop().Filed();
        spec.When(m => new RecordFilingSentBack(m, [], null, null)).ThenInvalid("demands");
        spec.When(m => new RecordFilingSentBack(m, ["x", " "], null, null)).ThenInvalid("demands[1]");
        spec.When(m => new RecordFilingSentBack(m, ["x"], spec.Now, null)).ThenInvalid("due_at");
        spec.When(m => new RecordFilingSentBack(m, ["x"], null, spec.Now.AddMinutes(1))).ThenInvalid("sent_back_at");
        spec.When(m => new RecordFilingSentBack(m, ["x"], null, spec.Now.AddMinutes(-1))).ThenInvalid("sent_back_at");
    }

    [Fact]
    public void Version_StartedBeforeAnythingWasFiled_IsInitialAgain_AndReplacesTheApprovedOne()
    {
        var spec = FilingSpec.KoreanShop().Approved();
        spec.When(m => new StartFilingVersion(m, FilingVersionKind.Supplement)).ThenInvalid("kind");
        spec.Run(m => new StartFilingVersion(m, FilingVersionKind.None));
        Assert.Equal([(FilingVersionState.Superseded, FilingVersionKind.Initial), (FilingVersionState.Draft, FilingVersionKind.Initial)], spec.State.Versions.Select(v => (v.State, v.Kind)));
        Assert.Equal(spec.State.Versions[0].Fields.Select(f => f.Text), spec.State.Versions[1].Fields.Select(f => f.Text));
        FilingSpec.KoreanShop().Filed().When(m => new StartFilingVersion(m, FilingVersionKind.Initial)).ThenInvalid("kind");
    }

    [Fact]
    public void Refresh_AddsAFieldForADemandThatCameMeanwhile()
    {
        var spec = FilingSpec.KoreanShop().Filed().Run(m => new StartFilingVersion(m, FilingVersionKind.Supplement))
            .Run(m => new RecordFilingSentBack(m, ["Name the door codes"], null, null));
        Assert.Contains(spec.Check(), i => i is { Key: "dmd-1", Result: FilingCheckResult.Unanswered });
        spec.Run(m => new RefreshFiling(m));
        Assert.Contains(spec.Check(), i => i is { Key: "dmd-1", Result: FilingCheckResult.Missing });
    }

    [Fact]
    public void Filing_ThatIsFull_TakesNoMore()
    {
        var spec = FilingSpec.KoreanShop().Drafted().Filled();
        FieldText[] long_ = [.. spec.State.Latest.Fields.Where(f => !f.Contact).Select(f => new FieldText(f.Key, new string('x', 100)))];
        spec.Run(m => new UpdateFilingFields(m, [.. long_])).Run(m => new SubmitFilingForReview(m, "x")).Run(m => new ApproveFiling(m), FilingSpec.Lena);
        var full = spec.State with { Versions = [.. Enumerable.Range(1, 100).Select(n => spec.State.Latest with { Number = n })] };
        var context = new IncidentGrains.Grains.Regulators.Filings.FilingContext(spec.Now, null, []);
        var refused = Assert.Throws<CaseException>(() => IncidentGrains.Grains.Regulators.Filings.Filing.Decide(
            full, new StartFilingVersion(new CommandMeta("c", People.Paula, 0), FilingVersionKind.None), context));
        Assert.Equal("filing.full", refused.Reason);
    }
}
