using IncidentGrains.Host.Documents;
using IncidentGrains.Host.Documents.Plots;

namespace IncidentGrains.Tests.Documents;

/// <summary>Documents with made-up content.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Made = new(2025, 12, 3, 1, 2, 3, TimeSpan.Zero);

    public static RangeChart Chart { get; } = new(
        "노출 금액의 범위 Exposure by regime", [new("", "KRW, 십억 (billions)",
        [
            new("개인정보 보호법 과징금 상한 (2026년 개정 전)", 0, 1_241.5m), new("Statutory damages, 1 to 5 % of the affected take part", 33.7m, 168.4m),
            new("Notice by post", 12, 12), new("Εποπτεία Čeština: a bar with a label that is too long for one line of the margin", 250, 600),
        ])])
    {
        Note = "Made-up figures. Turnover and rates are inputs of the calculation, 매출액과 비율은 계산의 입력값입니다.",
    };

    private static byte[] Picture { get; } = PngWriter.Write(Chart);

    /// <summary>A document of all kinds of blocks.</summary>
    public static Document Form() => Of(
        new Section("1. 신고 기관", [new KeyValues(
        [
            new("기관명", "가나다 쇼핑 주식회사 (Made-up Shop Inc.)"), new("유출된 개인정보의 항목", "성명, 이메일, 전화번호, 주소, 주문 내역, 공동현관 출입번호"),
            new("유출 시점과 경위", string.Join(' ', Enumerable.Repeat("퇴사한 개발자가 보유하던 서명 키로 접근 토큰이 위조되었습니다.", 12))),
            new("규모", "33,673,817명 ≈ ₩1,241.5 billion − estimate"),
        ])]),
        new Section("2. Text", [
            new Paragraph("Čeština, ελληνικά, кириллица, 臺灣個人資料保護法, “quotes” – dashes — é ñ ü ß €."), new Paragraph("First line\nsecond line"),
            new Note("Source: a made-up one. 출처: 만들어 낸 것입니다."),
        ]),
        new Section("3. Figure", [new Figure(Picture, "Figure 1: ranges")]));

    /// <summary>A table of so many rows.</summary>
    public static Document Rows(int rows) => Of(new Section("기한 Clocks", [new Table(
        "Clocks", [new("No", 0.4), new("의무 Obligation", 2), new("Due"), new("Affected")],
        [.. Enumerable.Range(1, rows).Select(n => (IReadOnlyList<Cell>)[$"r{n}", $"행 {n}: 정보주체 통지 notice-{n}" + (n % 7 == 0 ? " " + new string('가', 120) : ""), $"2025-11-{(n % 28) + 1:00}T09:00Z", Cell.Of(n * 1234)])])]));

    public static Document Of(params Section[] sections) => new("개인정보 유출 신고서 Report of a leak", DocumentLanguage.Korean, Made, sections)
    {
        Reference = "inc-0000", Author = "Made-up Shop", Footer = "초안 Draft",
    };
}
