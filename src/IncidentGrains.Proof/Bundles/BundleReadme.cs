namespace IncidentGrains.Proof.Bundles;

/// <summary>What a bundle tells people who have nothing but the bundle.</summary>
internal static class BundleReadme
{
    public static string Of(FilingStatement filing, string fingerprint) => $"""
        {filing.Title}
        {filing.FilingId}, version {filing.Version.Number}, {filing.Regulator}

        이 묶음의 확인 방법
        ------------------
        1. 원본 파일을 그대로 보관하십시오. 압축을 풀어 다시 묶은 파일은 확인되지 않습니다.
        2. 서명 키의 지문을 제출 기관으로부터 다른 경로(전화, 공문)로 받으십시오. 이 파일에 적힌 지문은 증거가 아닙니다.
        3. 다음 명령을 실행하십시오. 인터넷 연결은 필요하지 않습니다.

             incidentctl bundle verify 파일 --fingerprint 지문

        종료 코드 0은 확인됨, 1은 변경되었거나 서명자가 확인되지 않음을 뜻합니다. 변경된 파일, 이벤트, 항목의 이름이 표시됩니다.

        filing.pdf      제출 내용 (인쇄용)
        filing.json     제출 내용과 각 항목의 출처
        facts.json      항목이 근거로 삼은 기록
        ledger.jsonl    공개된 원장 부분. "withheld"는 공개하지 않은 내용, 내용이 없는 "event"는 두 사람의 승인으로 삭제된 내용입니다.
        checkpoint.jws  원장의 상태에 대한 서명
        keys.json       공개 키
        manifest.json   모든 파일의 목록과 SHA-256, manifest.jws는 그 서명입니다.

        filing.json은 원장의 이벤트와 한 글자씩 대조됩니다. filing.pdf는 서명된 파일임이 확인될 뿐이므로, 둘이 다르면 filing.json이 기준입니다.

        How to verify this bundle
        -------------------------
        1. Keep the file as it came. One that was unpacked and packed again does not verify.
        2. Get the fingerprint of the signing key from the sender over another channel (by phone, by letter). One that stands in this
           file proves nothing.
        3. Run this; it needs no network:

             incidentctl bundle verify FILE --fingerprint FINGERPRINT

        Exit code 0: verified. 1: something was altered, or the signer is not verified. What was altered is named: file, event, field.

        filing.pdf      the filing, to be read on paper
        filing.json     the filing, with the sources of each field
        facts.json      the recorded facts on which the fields rest
        ledger.jsonl    the disclosed part of the ledger. "withheld" is content that you are not given; an "event" without content was
                        destroyed with the approval of two people. The hash chain covers both.
        checkpoint.jws  the signed statement of where the streams of the case ended (JWS, RFC 7515, ES256)
        keys.json       the public keys (RFC 7517)
        manifest.json   all files with their SHA-256; manifest.jws is the same, signed

        filing.json is compared with the ledger's events word by word. Of filing.pdf the signature says that it is the sender's file; if
        the two differ, filing.json counts.

        Signed by {fingerprint}

        """.ReplaceLineEndings("\n");
}
