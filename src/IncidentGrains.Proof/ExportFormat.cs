using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace IncidentGrains.Proof;

/// <summary>The lines of an export: JSON objects, one a line, UTF-8, each with a <c>kind</c>.</summary>
/// <remarks>
/// In order: one <c>manifest</c>; the <c>event</c>s of the case, each stream in its order; the <c>checkpoint</c>s,
/// oldest first; the public <c>key</c>s; one <c>end</c> with the number of lines before it, so that a file that was
/// cut off is told from a whole one. Digests are lower-case hex; a payload is its exact text. What a verdict rests on is
/// signed or hashed; <c>exported_at</c> is neither, it only tells files apart.
/// </remarks>
public static class ExportFormat
{
    /// <summary>The format's name and version.</summary>
    public const string Name = "incidentgrains-ledger/1";

    /// <summary>Characters of the longest line a reader accepts; a payload is far shorter.</summary>
    public const int MaxLine = 4 * 1024 * 1024;

    private const int EventMembers = 12;
    private const int WithheldMembers = 10;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first line.</summary>
    public static string Manifest(string caseId, long exportedAtMicros, string clock) => Line("manifest", json =>
    {
        json.WriteString("format", Name);
        json.WriteString("case_id", caseId);
        json.WriteString("exported_at", Instants.ToText(exportedAtMicros));
        json.WriteString("clock", clock);
    });

    /// <summary>One event.</summary>
    public static string Event(LedgerEvent item) => Line("event", json =>
    {
        Header(json, item.Header);
        json.WriteString("salt", item.Salt is null ? null : Convert.ToHexStringLower(item.Salt));
        json.WriteString("payload", item.Payload is null ? null : Encoding.UTF8.GetString(item.Payload));
        Chain(json, item);
    });

    /// <summary>One event whose content the record has and the reader is not given; its digest keeps the chain whole.</summary>
    internal static string Withheld(LedgerEvent item) => Line("withheld", json =>
    {
        Header(json, item.Header);
        Chain(json, item);
    });

    /// <summary>One checkpoint.</summary>
    public static string CheckpointLine(string jws) => Line("checkpoint", json => json.WriteString("jws", jws));

    /// <summary>One public key.</summary>
    public static string Key(SigningKey key) => Line("key", json => json.WriteString("jwk", key.Jwk));

    /// <summary>The last line.</summary>
    public static string End(long linesBefore) => Line("end", json => json.WriteNumber("lines", linesBefore));

    // A member that no hash covers would stand in a verified file as if it were proved.
    internal static LedgerEvent ReadEvent(JsonElement line) => line.GetPropertyCount() != EventMembers
        ? throw new FormatException($"an event has exactly {EventMembers} members")
        : Read(line, Hex(line, "salt"), line.GetProperty("payload").GetString() is { } payload ? Encoding.UTF8.GetBytes(payload) : null);

    internal static LedgerEvent ReadWithheld(JsonElement line) => line.GetPropertyCount() != WithheldMembers
        ? throw new FormatException($"a withheld event has exactly {WithheldMembers} members") : Read(line, null, null);

    internal static string Text(JsonElement line, string name) =>
        line.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    private static LedgerEvent Read(JsonElement line, byte[]? salt, byte[]? payload) => new(
        new EventHeader(
            Text(line, "stream"), line.GetProperty("seq").GetInt64(), Text(line, "case_id"), Text(line, "type"), Text(line, "actor"),
            Instants.TryParse(Text(line, "at"), out var at) ? at : throw new FormatException("'at' is no UTC instant with microseconds")),
        salt, payload, Digest(line, "payload_digest"), Digest(line, "prev_hash"), Digest(line, "hash"));

    private static void Header(Utf8JsonWriter json, EventHeader header)
    {
        json.WriteString("stream", header.Stream);
        json.WriteNumber("seq", header.Seq);
        json.WriteString("case_id", header.CaseId);
        json.WriteString("type", header.Type);
        json.WriteString("actor", header.Actor);
        json.WriteString("at", Instants.ToText(header.AtMicros));
    }

    private static void Chain(Utf8JsonWriter json, LedgerEvent item)
    {
        json.WriteString("payload_digest", Convert.ToHexStringLower(item.PayloadDigest));
        json.WriteString("prev_hash", Convert.ToHexStringLower(item.PrevHash));
        json.WriteString("hash", Convert.ToHexStringLower(item.Hash));
    }

    private static byte[]? Hex(JsonElement line, string name) =>
        line.GetProperty(name).GetString() is { } hex ? Convert.FromHexString(hex) : null;

    private static byte[] Digest(JsonElement line, string name) =>
        Hex(line, name) is { Length: HashChain.DigestSize } digest ? digest : throw new FormatException($"'{name}' is no SHA-256 digest");

    internal static string Line(string kind, Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
