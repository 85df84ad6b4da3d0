using IncidentGrains.Host.Documents;
using IncidentGrains.Law.Exposure;

namespace IncidentGrains.Host.Exposure;

/// <summary>A report in Korean.</summary>
internal sealed class KoreanExposureWords : ExposureWords
{
    /// <inheritdoc/>
    public override DocumentLanguage Language => DocumentLanguage.Korean;

    /// <inheritdoc/>
    public override string Title => "유출 사고로 부담할 수 있는 금액: 범위, 입력값, 근거";

    /// <inheritdoc/>
    public override string Reservation => "상한은 예측이 아닙니다. 법률 자문이 아닌 정보입니다. 매출액, 참여율, 1인당 금액은 입력값이며, 금액은 통화 단위 미만을 버렸습니다.";

    /// <inheritdoc/>
    public override string Foot => "상한은 예측이 아닙니다. 법률 자문이 아닙니다.";

    /// <inheritdoc/>
    public override string Plot => "한눈에 보는 범위";

    /// <inheritdoc/>
    public override string Inputs => "입력값";

    /// <inheritdoc/>
    public override string Ranges => "금액 범위";

    /// <inheritdoc/>
    public override string Participation => "참여율별 청구 금액";

    /// <inheritdoc/>
    public override IReadOnlyList<string> RangeHeadings { get; } = ["항목", "최소", "최대", "산출 내역", "근거 (확신도)"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClaimHeadings { get; } = ["1인당 금액", "참여율", "합계"];

    /// <inheritdoc/>
    public override ExposureLabels Labels { get; } = new(
        "관할", "위반행위", "과실의 정도", "정보주체 수", "사업연도별 매출액", "평균 매출액", "가장 높은 상한의 기준 매출액", "참여율", "1인당 보상안", "통지 1건당 비용", "지위", "통화", "입력 없음");

    /// <inheritdoc/>
    public override string Panel(ExposurePanel panel) => panel switch
    {
        ExposurePanel.Fines => "과징금·과태료 상한",
        ExposurePanel.StatutoryClaims => "법정손해배상 상한",
        ExposurePanel.Claims => "손해배상 청구와 보상안",
        _ => "통지 비용",
    };

    /// <inheritdoc/>
    public override string NameOf(ExposureCase estimate) =>
        $"{estimate.Estimate.Jurisdiction}, {Violation(estimate.Estimate)}{(Fault(estimate.Inputs) is var fault && fault != Ordinary ? ", " + fault : "")}";

    /// <inheritdoc/>
    public override string Violation(ExposureEstimate estimate) => estimate.ViolationEndDay is { } day ? $"위반행위 종료 {day:yyyy-MM-dd}" : "위반행위 계속 중";

    /// <inheritdoc/>
    public override string Fault(ExposureInputs inputs) => string.Join(", ", new[]
    {
        inputs.Negligence switch { Negligence.Gross => "중과실", Negligence.Intent => "고의", _ => Ordinary },
        inputs.RepeatWithin3Years ? "3년 내 같은 위반으로 과징금 부과" : "",
        inputs.DefiedOrder ? "시정명령 불이행" : "",
    }.Where(t => t.Length > 0));

    /// <inheritdoc/>
    public override string Year(Turnover turnover, string currency) =>
        $"{turnover.Year}년: {Amount(turnover.Amount)} {currency}{(turnover.Unrelated > 0 ? $", 위반행위와 관련 없는 매출액 {Amount(turnover.Unrelated)}" : "")}";

    /// <inheritdoc/>
    public override string People(long victims) => $"{victims:N0}명";

    /// <inheritdoc/>
    public override string TitleOf(ExposureRange range) => (range.Kind, range.Basis) switch
    {
        (ExposureKind.Claim, PerClaimant claim) => $"1인당 {Amount(claim.Amount)} 청구",
        (ExposureKind.Offer, PerVictim offer) => $"1인당 {Amount(offer.Amount)} 보상안",
        (ExposureKind.Notice, _) => "통지 비용",
        _ => range.KoreanTitle ?? range.Title,
    };

    /// <inheritdoc/>
    public override string Basis(ExposureBasis basis) => basis switch
    {
        ShareOfTurnover share => $"{Amount(decimal.Truncate(share.Turnover))}의 {Percent(share.Rate)} ({Of(share)}){(share.AtLeast is { } least ? $", 최소 {Amount(least)}" : "")}",
        WithoutTurnover => "매출액이 없거나 산정할 수 없음",
        FixedCeiling ceiling => $"최대 {Amount(ceiling.Amount)}",
        PerClaimant claim => $"{People(claim.Victims)} 중 {(claim.Least == claim.Most ? Percent(claim.Most) : $"{Percent(claim.Least)}~{Percent(claim.Most)}")}가 1인당 {Amount(claim.Amount)} 청구",
        PerVictim each => $"{People(each.Victims)} × {Amount(each.Amount)}",
        _ => basis.Text,
    };

    /// <inheritdoc/>
    public override string Source(ExposureRange range) => range.Confidence.Length == 0 ? "입력값" : base.Source(range);

    /// <inheritdoc/>
    public override string Percent(decimal share) => $"{share * 100:0.########}%";

    /// <inheritdoc/>
    public override string AsOf(ExposureReport report) => $"{report.IncidentId}, {report.AsOf.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC 기준";

    private static string Of(ShareOfTurnover share) => share.Years == 1 ? "1개 사업연도 매출액"
        : share.Rule == TurnoverBase.Average ? $"{share.Years}개 사업연도 평균" : $"직전 사업연도와 {share.Years}개 사업연도 평균 중 큰 금액";

    private const string Ordinary = "과실 없음 또는 경과실";
}
