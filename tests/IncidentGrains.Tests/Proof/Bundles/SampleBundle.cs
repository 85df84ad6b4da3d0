using System.Text;
using System.Text.Json.Nodes;
using IncidentGrains.Proof;
using IncidentGrains.Proof.Bundles;

namespace IncidentGrains.Tests.Proof.Bundles;

/// <summary>A made-up incident with a filing that was sent back and corrected, as a bundle, and a forger's tools to alter it.</summary>
internal sealed class SampleBundle
{
    public const string CaseId = "inc-0123456789abcdefghjkmnpqrs";
    public const string Filing = "fil-0123456789abcdefghjkmnpqrs";
    public const string OtherFiling = "fil-1123456789abcdefghjkmnpqrs";
    public const long MadeAt = 1_763_480_001_000_000;

    private const string Digest = "5555555555555555555555555555555555555555555555555555555555555555";

    private readonly List<LedgerEvent> _events = [];
    private readonly HashSet<(string, long)> _disclosed = [];

    private SampleBundle()
    {
    }

    /// <summary>The key that the verifier pins.</summary>
    public static SigningKey Key { get; } = SigningKey.Create();

    /// <summary>A key of somebody else.</summary>
    public static SigningKey OtherKey { get; } = SigningKey.Create();

    /// <summary>The sample, up to its last event.</summary>
    public static SampleBundle Whole { get; } = Create();

    /// <summary>A made-up PDF; its bytes are signed, not read.</summary>
    public static byte[] Paper { get; } = Encoding.ASCII.GetBytes("%PDF-1.7 made up\n%%EOF\n");

    public IReadOnlyList<LedgerEvent> Events => _events;

    /// <summary>The events that a bundle tells, sorted.</summary>
    public IReadOnlyList<PartEvent> Part =>
        [.. _events.Where(e => e.Header.Stream != OtherFiling).OrderBy(e => e.Header.Stream, StringComparer.Ordinal).ThenBy(e => e.Header.Seq)
            .Select(e => new PartEvent(e, Withheld: e.Payload is not null && e.Header.Stream != Filing && !_disclosed.Contains((e.Header.Stream, e.Header.Seq))))];

    /// <summary>The filing as its events tell it.</summary>
    public FilingStatement Statement(int version = 2)
    {
        var fold = new FilingFold(Filing);
        foreach (var item in _events.Where(e => e.Header.Stream == Filing))
        {
            fold.Apply(item);
        }

        return fold.Statement(version)!;
    }

    public SignedCheckpoint Checkpoint(SigningKey? key = null, long number = 7, byte[]? prev = null, int? events = null)
    {
        var covered = _events.Take(events ?? _events.Count).ToList();
        var heads = covered.GroupBy(e => e.Header.Stream).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new StreamHead(g.Key, g.Count(), g.Last().Hash)).ToList();
        return IncidentGrains.Proof.Checkpoint.Parse(new Checkpoint(CaseId, number, covered[^1].Header.AtMicros, "system", prev, heads).Sign(key ?? Key));
    }

    public BundleContent Content(SignedCheckpoint? checkpoint = null) => new(Statement(), Paper, Part, checkpoint ?? Checkpoint(), [Key], MadeAt);

    public byte[] Bundle() => BundleWriter.Write(Content(), Key);

    /// <summary>Appends an event as the ledger would.</summary>
    public LedgerEvent Add(string stream, string type, string payload, string actor = "https://idp.example|rana", bool disclosed = false)
    {
        var before = _events.FindLast(e => e.Header.Stream == stream);
        var header = new EventHeader(stream, (before?.Header.Seq ?? 0) + 1, CaseId, type, actor, 1_763_473_920_000_000 + (_events.Count * 1_000_000L));
        var salt = Encoding.ASCII.GetBytes($"salt-event-{_events.Count:00000}");
        var digest = HashChain.PayloadDigest(salt, Encoding.UTF8.GetBytes(payload));
        var prev = before?.Hash ?? HashChain.Genesis;
        _events.Add(new LedgerEvent(header, salt, Encoding.UTF8.GetBytes(payload), digest, prev, HashChain.Hash(prev, header, digest)));
        if (disclosed)
        {
            _disclosed.Add((stream, header.Seq));
        }

        return _events[^1];
    }

    /// <summary>Nothing yet.</summary>
    public static SampleBundle Empty() => new();

    /// <summary>The same, to be continued or altered.</summary>
    public SampleBundle Copy()
    {
        var copy = new SampleBundle();
        copy._events.AddRange(_events);
        copy._disclosed.UnionWith(_disclosed);
        return copy;
    }

    /// <summary>The files of a bundle by name.</summary>
    public static async Task<Dictionary<string, byte[]>> Unpack(byte[] bundle)
    {
        var (entries, finding) = await BundleArchive.Read(new MemoryStream(bundle), default);
        Assert.Null(finding);
        return entries.ToDictionary(e => e.Name, e => bundle[(int)e.Offset..(int)(e.Offset + e.Length)]);
    }

    /// <summary>The files packed as a bundle is, with headers that fit.</summary>
    public static byte[] Pack(Dictionary<string, byte[]> files) => BundleArchive.Write(Instants.FromMicros(MadeAt), files);

    /// <summary>The files with a manifest that fits them, signed: what somebody can make who has a key.</summary>
    public static byte[] PackAndSign(Dictionary<string, byte[]> files, SigningKey key, Func<BundleManifest, BundleManifest>? change = null)
    {
        var manifest = BundleManifest.FromJson(files[BundleFormat.Manifest]);
        manifest = manifest with { Files = [.. BundleFormat.Listed.Select(p => ListedFile.Of(p, files[p.Name]))] };
        manifest = change?.Invoke(manifest) ?? manifest;
        files[BundleFormat.Manifest] = manifest.ToJson();
        files[BundleFormat.ManifestSignature] = Encoding.ASCII.GetBytes(manifest.Sign(key) + "\n");
        return Pack(files);
    }

    public static async Task<BundleVerdict> Verify(byte[] bundle, string? pin = null, params IReadOnlyList<string> witnesses)
    {
        using var stream = new MemoryStream(bundle);
        return await BundleVerifier.Verify(stream, pin, witnesses);
    }

    public static string Field(string key, string text, bool contact = false, bool edited = false, string sources = "") => $$"""
        {"key":"{{key}}","section":"1. 신고 기관","labelKo":"{{key}} 항목","labelEn":"Field {{key}}","required":true,"maxLength":4000,"contact":{{(contact ? "true" : "false")}},"content":["KR5/1"],"text":{{JsonValue.Create(text).ToJsonString()}},"edited":{{(edited ? "true" : "false")}},"sources":[{{sources}}]}
        """;

    private static SampleBundle Create()
    {
        var made = new SampleBundle();
        made.Add(CaseId, "incident.opened.v1", """{"title":"Shop: accounts seen in a forum","reference":""}""");
        made.Add(CaseId, "incident.fact-recorded.v1", """{"factId":"fct-2","kind":"Affected","value":{"count":4536}}""", disclosed: true);
        made.Add(CaseId, "incident.timeline-entry-added.v1", """{"entryId":"tle-3","occurredAt":"2025-11-18T13:52:00+00:00","text":"A text that two people had destroyed"}""");
        made.Add(OtherFiling, "filing.drafted.v1", """{"text":"another-regulators"}""");
        made.Add(CaseId, "incident.fact-recorded.v1", """{"factId":"fct-4","kind":"How","value":{"text":"유출 경위: \"서명 키\" <보관>"}}""", disclosed: true);
        made.Add(CaseId, "incident.redaction-approved.v1", """{"redactionId":"red-5","targetId":"tle-3","eventSeq":3,"remainderDigest":"aa"}""", disclosed: true);
        made.Redact(2);
        made.Draft();
        made.Approve(1, "1111");
        made.Add(Filing, "filing.filed.v1", """{"number":1,"receiptNumber":"KISA-2025-1","filedAt":"2025-11-19T01:00:00+00:00","answers":[]}""");
        made.Add(Filing, "filing.obligation-reported.v1", $$"""{"incidentId":"{{CaseId}}","obligationId":"KR-REG@first","number":1,"filedAt":"2025-11-19T01:00:00+00:00"}""");
        made.Add(Filing, "filing.sent-back.v1", """{"number":1,"sentBackAt":"2025-11-20T01:00:00+00:00","demands":[{"demandId":"dmd-1","text":"정보주체의 수를 다시 확인할 것"}],"due":"2025-11-25T01:00:00+00:00"}""");
        made.Add(Filing, "filing.version-started.v1", $$"""{"number":2,"kind":"Correction","formDigest":"{{Digest}}","fields":[{{Field("count", "4,536", sources: Source(2))}},{{Field("how", "서명 키 유출", edited: true)}},{{Field("contact", "privacy@shop.example, 02-0000-0000", contact: true, edited: true)}},{{Field("dmd-1", "")}}]}""");
        made.Add(Filing, "filing.fields-updated.v1", """{"number":2,"fields":[{"key":"dmd-1","text":"다시 세었습니다."}]}""");
        made.Add(Filing, "filing.exported.v1", """{"any":"content"}""");
        made.Approve(2, StatedVersion.DigestOf(made.Statement().Version.Fields));
        made.Add(Filing, "filing.filed.v1", """{"number":2,"receiptNumber":"KISA-2025-2","filedAt":"2025-11-24T01:00:00+00:00","answers":["dmd-1"]}""");
        made.Add(CaseId, "incident.contained.v1", """{"note":"not for this regulator"}""");
        return made;
    }

    private void Draft()
    {
        Add(Filing, "filing.drafted.v1", $$"""{"incidentId":"{{CaseId}}","obligations":["KR-REG@first"],"regulator":"PIPC","jurisdiction":"KR","timeZone":"Asia/Seoul","form":"kr-leak-report","formDigest":"{{Digest}}","language":"ko","title":"개인정보 유출등 신고서","fields":[{{Field("count", "4,536", sources: Source(2))}},{{Field("how", "유출 경위", sources: Source(4))}},{{Field("contact", "", contact: true)}}]}""");
        Add(Filing, "filing.fields-updated.v1", """{"number":1,"fields":[{"key":"contact","text":"privacy@shop.example, 02-0000-0000"},{"key":"how","text":"서명 키 유출"}]}""");
        Add(Filing, "filing.refreshed.v1", $$"""{"number":1,"formDigest":"{{Digest}}","fields":[{{Field("count", "4,536", sources: Source(2))}},{{Field("how", "서명 키 유출", edited: true)}},{{Field("contact", "privacy@shop.example, 02-0000-0000", contact: true, edited: true)}}]}""");
    }

    private void Approve(int number, string digest)
    {
        Add(Filing, "filing.submitted.v1", $$"""{"number":{{number}},"incompleteReason":"","lacking":[]}""");
        Add(Filing, "filing.returned.v1", $$"""{"number":{{number}},"comment":"Look again"}""", "https://idp.example|second");
        Add(Filing, "filing.submitted.v1", $$"""{"number":{{number}},"incompleteReason":"","lacking":[]}""");
        Add(Filing, "filing.approved.v1", $$"""{"number":{{number}},"textDigest":"{{digest}}"}""", "https://idp.example|second");
    }

    private static string Source(long seq) => $$"""{"stream":"{{CaseId}}","seq":{{seq}}}""";

    private void Redact(int index) => _events[index] = _events[index] with { Salt = null, Payload = null };
}
