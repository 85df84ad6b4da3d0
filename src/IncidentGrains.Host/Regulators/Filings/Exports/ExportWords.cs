using IncidentGrains.Contracts.Regulators.Filings;

namespace IncidentGrains.Host.Regulators.Filings.Exports;

/// <summary>The words of an exported filing beside the form's own.</summary>
internal sealed class ExportWords
{
    private readonly bool _korean;

    private ExportWords(bool korean) => _korean = korean;

    public static ExportWords In(bool korean) => new(korean);

    public string About => _korean ? "신고 개요" : "About this filing";

    public string Regulator => _korean ? "제출 기관" : "Regulator";

    public string Incident => _korean ? "사고 번호" : "Incident";

    public string Filing => _korean ? "신고 번호" : "Filing";

    public string Obligations => _korean ? "의무" : "Obligations";

    public string Version => _korean ? "버전" : "Version";

    public string State => _korean ? "상태" : "State";

    public string Receipt => _korean ? "접수 번호" : "Receipt";

    public string FiledAt => _korean ? "제출 일시" : "Filed at";

    public string SentBackAt => _korean ? "보완 요구 일시" : "Sent back at";

    public string Submitted => _korean ? "검토 요청" : "Submitted for review";

    public string Approved => _korean ? "승인" : "Approved";

    public string Reason => _korean ? "철회 사유" : "Reason for withdrawal";

    public string Fields => _korean ? "내용" : "Content";

    public string Completeness => _korean ? "필수 항목 점검" : "Completeness";

    public string Item => _korean ? "항목" : "Item";

    public string Result => _korean ? "결과" : "Result";

    public string Incomplete => _korean ? "누락된 상태로 제출하는 사유" : "Why it is sent although something is missing";

    public string Demands => _korean ? "보완 요구와 답변" : "Demands and answers";

    public string Demand => _korean ? "요구 사항" : "Demand";

    public string Due => _korean ? "기한" : "Due";

    public string Answer => _korean ? "답변" : "Answer";

    public string Open => _korean ? "미답변" : "open";

    public string Differences => _korean ? "이전 버전과 다른 점" : "Differences to the version before";

    public string Before => _korean ? "이전" : "Before";

    public string After => _korean ? "현재" : "Now";

    public string Sources => _korean ? "출처 (원장 이벤트)" : "Sources (events of the ledger)";

    public string Stream => _korean ? "스트림" : "Stream";

    public string Event => _korean ? "이벤트" : "Event";

    public string RecordedAt => _korean ? "기록 일시" : "Recorded at";

    public string Key => _korean ? "키" : "Key";

    public string Section => _korean ? "구분" : "Section";

    public string Text => _korean ? "기재 내용" : "Text";

    public string Origin => _korean ? "작성 방법" : "Origin";

    public string Written => _korean ? "직접 작성" : "written by a person";

    public string Prefilled => _korean ? "기록에서 작성" : "taken from the record";

    public string Proof => _korean ? "증명" : "Proof";

    public string Checkpoint => _korean ? "체크포인트" : "Checkpoint";

    public string Signer => _korean ? "서명 키 지문" : "Fingerprint of the signing key";

    public string TextDigest => _korean ? "승인된 내용의 SHA-256" : "SHA-256 of the approved text";

    public string FormDigest => _korean ? "서식의 SHA-256" : "SHA-256 of the form";

    public string Nothing => _korean ? "(기재 없음)" : "(nothing stated)";

    public string Mask => _korean ? "[가림]" : FilingStatements.Mask;

    public string Masked => _korean ? "연락처와 담당자 이름은 가려져 있습니다." : "Contact points and names of staff are masked.";

    public string ProofNote => _korean
        ? "체크포인트는 이 사고의 모든 기록이 그 시점에 어디까지 있었는지를 서명한 것입니다. 위 지문을 다른 경로로 확인한 사람은 이후의 변경을 알아낼 수 있습니다."
        : "A checkpoint is a signed statement of how far every stream of this incident went at that instant. Whoever knows the fingerprint from elsewhere can tell any later change.";

    public string Of(FilingCheckResult result) => (result, _korean) switch
    {
        (FilingCheckResult.Complete, true) => "완료",
        (FilingCheckResult.Complete, false) => "complete",
        (FilingCheckResult.Missing, true) => "누락",
        (FilingCheckResult.Missing, false) => "missing",
        (FilingCheckResult.TooLong, true) => "글자 수 초과",
        (FilingCheckResult.TooLong, false) => "too long",
        (FilingCheckResult.NoField, true) => "서식에 없음",
        (FilingCheckResult.NoField, false) => "no field of the form",
        (FilingCheckResult.Unanswered, true) => "미답변",
        (FilingCheckResult.Unanswered, false) => "unanswered",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "A check has a result."),
    };

    public string KindOf(string kind) => !_korean ? kind : kind switch
    {
        "initial" => "최초",
        "correction" => "정정",
        "supplement" => "추가",
        "final" => "최종",
        _ => kind,
    };

    public string StateOf(string state) => (state, _korean) switch
    {
        ("draft", true) => "초안",
        ("in_review", true) => "검토 중",
        ("in_review", false) => "in review",
        ("approved", true) => "승인됨, 미제출",
        ("approved", false) => "approved, not filed",
        ("filed", true) => "제출됨",
        ("sent_back", true) => "보완 요구됨",
        ("sent_back", false) => "sent back",
        ("superseded", true) => "대체됨",
        _ => state,
    };
}
