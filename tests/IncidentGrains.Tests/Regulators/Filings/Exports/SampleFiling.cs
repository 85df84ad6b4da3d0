using System.Collections.Immutable;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Regulators.Filings;
using IncidentGrains.Host.Regulators.Filings.Exports;
using IncidentGrains.Proof;
using IncidentGrains.Proof.Bundles;
using IncidentGrains.Tests.Proof;

namespace IncidentGrains.Tests.Regulators.Filings.Exports;

/// <summary>A made-up filing that was sent back and corrected.</summary>
internal static class SampleFiling
{
    public const string Incident = "inc-0123456789abcdefghjkmnpqrs";
    public const string Id = "fil-0123456789abcdefghjkmnpqrs";
    public const string Author = "https://idp.example|rana";
    public const string Second = "https://idp.example|second";
    public const string Contact = "privacy@shop.example, 02-0000-0000";

    public static readonly DateTimeOffset At = new(2025, 11, 19, 1, 0, 0, TimeSpan.Zero);

    private static readonly string Digest = new('5', 64);

    /// <summary>A text over several pages, in which each line can be told from the others.</summary>
    public static string Long { get; } = string.Join('\n', Enumerable.Range(1, 150).Select(n => $"{n}행: 퇴사한 개발자가 보유하던 서명 키로 접근 토큰이 위조되었습니다. Line {n} of the account."));

    public static ImmutableList<FilingField> Fields(string language = "ko") =>
    [
        Field("controller", language == "ko" ? "1. 신고 기관" : "1. Organisation", "기관명", "Name of the organisation", "가나다 쇼핑 주식회사", edited: true),
        Field("contact", language == "ko" ? "1. 신고 기관" : "1. Organisation", "담당 부서 연락처", "Contact point", Contact, contact: true, edited: true),
        Field("count", language == "ko" ? "2. 유출 내용" : "2. The leak", "유출된 정보주체의 수", "Number of people", "33,673,817", sources: [new(Incident, 2)]),
        Field("how", language == "ko" ? "2. 유출 내용" : "2. The leak", "유출 시점과 경위", "When and how", Long, edited: true),
        Field("measures", language == "ko" ? "3. 조치" : "3. Measures", "대응 조치", "Measures", "", sources: []),
        Field("formula", "", "비고", "Remarks", "=HYPERLINK(\"https://evil.example\")", edited: true),
    ];

    /// <summary>Its events up to the second version's filing.</summary>
    public static IReadOnlyList<(IDomainEvent Event, string Actor)> Events(string language = "ko") =>
    [
        (new FilingDrafted(Incident, ["KR-REG@first"], "PIPC", "KR", "Asia/Seoul", "kr-leak-report", Digest, language, language == "ko" ? "개인정보 유출등 신고서" : "Report of a leak", Fields(language)), Author),
        (new FilingSubmitted(1, "The law allows a partial first report", ["measures"]), Author),
        (new FilingApproved(1, FilingText.Digest(Fields(language))), Second),
        (new FilingFiled(1, "KISA-2025-1", At, []), Author),
        (new FilingSentBack(1, At.AddDays(1), [new DemandText("dmd-1", "정보주체의 수를 다시 확인할 것")], At.AddDays(6)), Author),
        (new FilingVersionStarted(2, FilingVersionKind.Correction, Digest, [.. Fields(language), Field("dmd-1", "", "정보주체의 수를 다시 확인할 것", "정보주체의 수를 다시 확인할 것", "")]), Author),
        (new FilingFieldsUpdated(2, [new FieldText("dmd-1", "다시 세었습니다: 33,673,817명."), new FieldText("contact", Contact + ", desk 2"), new FieldText("measures", "접근 토큰을 모두 폐기했습니다.")]), Author),
        (new FilingSubmitted(2, "", []), Author),
        (new FilingApproved(2, new string('7', 64)), Second),
        (new FilingFiled(2, "KISA-2025-2", At.AddDays(5), ["dmd-1"]), Author),
    ];

    /// <summary>The state after so many events.</summary>
    public static FilingState State(int events = int.MaxValue, string language = "ko") => Events(language).Take(events).Select((e, i) => new RecordedEvent(i + 1, e.Actor, At.AddMinutes(i), e.Event))
        .Aggregate(Filing.Empty(Id), Filing.Apply);

    /// <summary>A version as it is exported.</summary>
    public static FilingExport Export(FilingState state, int number, bool masked)
    {
        var version = state.Find(number)!;
        var filing = FilingStatements.Of(state, version);
        var checkpoint = Checkpoint.Parse(new Checkpoint(Incident, 4, Instants.ToMicros(At), "system", null, [new StreamHead(Id, state.Version, new byte[32])]).Sign(SampleExport.Key));
        return new FilingExport(
            masked ? filing.Masked() : filing, [new FilingCheckItem("measures", version.Find("measures")!.Label(state.Language), FilingCheckResult.Missing, [])],
            FieldDifference.Between(state.Find(number - 1), version, state.Language, masked),
            new Dictionary<StatedSource, DateTimeOffset> { [new StatedSource(Incident, 2)] = At.AddHours(-3) }, checkpoint, At.AddDays(6));
    }

    public static FilingField Field(
        string key, string section, string ko, string en, string text, bool contact = false, bool edited = false, ImmutableList<FilingSource>? sources = null) => new()
        {
            Key = key, Section = section, LabelKo = ko, LabelEn = en, Required = true, MaxLength = 20_000, Contact = contact, Content = ["KR5/1"], Text = text, Edited = edited, Sources = sources ?? [],
        };
}
