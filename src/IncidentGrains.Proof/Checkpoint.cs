using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IncidentGrains.Proof;

/// <summary>A statement of where all streams of a case ended at an instant; signed, it makes a later rewrite visible.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Number">Its number within the case, from 1.</param>
/// <param name="AtMicros">When it was made, in microseconds since 1970.</param>
/// <param name="Clock"><c>system</c>, or <c>replay</c> if events are stamped by a replayed clock.</param>
/// <param name="PrevDigest">SHA-256 of the JWS of the checkpoint before it; null for the first.</param>
/// <param name="Heads">The end of every stream of the case, sorted by stream.</param>
public sealed record Checkpoint(
    string CaseId, long Number, long AtMicros, string Clock, byte[]? PrevDigest, IReadOnlyList<StreamHead> Heads)
{
    private const string Version = "ig-checkpoint-1";

    /// <summary>The digest by which the next checkpoint refers to this one's JWS.</summary>
    public static byte[] DigestOf(string jws) => SHA256.HashData(Encoding.ASCII.GetBytes(jws));

    /// <summary>Signs the checkpoint: a compact JWS (RFC 7515) with alg ES256 and the key's fingerprint as kid.</summary>
    public string Sign(SigningKey key) => CompactJws.Sign(Version, ToJson(), key);

    /// <summary>Reads a JWS without judging its signature.</summary>
    /// <exception cref="FormatException">The text is no checkpoint, or names another algorithm than ES256.</exception>
    public static SignedCheckpoint Parse(string jws)
    {
        try
        {
            var signed = CompactJws.Parse(jws, Version);
            return new SignedCheckpoint(FromJson(signed.Payload), jws, signed.KeyFingerprint, signed.SignedBytes, signed.Signature);
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("The text is no checkpoint: " + e.Message, e);
        }
    }

    private byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("case_id", CaseId);
            json.WriteNumber("number", Number);
            json.WriteString("at", Instants.ToText(AtMicros));
            json.WriteString("clock", Clock);
            json.WriteString("prev", PrevDigest is null ? null : Convert.ToHexStringLower(PrevDigest));
            json.WriteStartArray("heads");
            foreach (var head in Heads)
            {
                json.WriteStartObject();
                json.WriteString("stream", head.Stream);
                json.WriteNumber("seq", head.Seq);
                json.WriteString("hash", Convert.ToHexStringLower(head.Hash));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static Checkpoint FromJson(byte[] utf8)
    {
        using var document = JsonDocument.Parse(utf8, CompactJws.Strict);
        var root = document.RootElement;
        var heads = root.GetProperty("heads").EnumerateArray().Select(h => new StreamHead(
            Text(h, "stream"), h.GetProperty("seq").GetInt64(), Convert.FromHexString(Text(h, "hash")))).ToList();
        if (heads.DistinctBy(h => h.Stream, StringComparer.Ordinal).Count() != heads.Count)
        {
            throw new FormatException("The checkpoint names a stream twice.");
        }

        return new Checkpoint(
            Text(root, "case_id"),
            root.GetProperty("number").GetInt64(),
            Instants.TryParse(root.GetProperty("at").GetString(), out var at) ? at : throw new FormatException("The checkpoint's instant can't be read."),
            Text(root, "clock"),
            root.GetProperty("prev").GetString() is { } prev ? Convert.FromHexString(prev) : null,
            heads);
    }

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");
}

/// <summary>A checkpoint as read from a JWS; only <see cref="IsSignedBy"/> makes it evidence.</summary>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, string Jws, string KeyFingerprint, byte[] SignedBytes, byte[] Signature)
{
    /// <summary>True if the signature is the key's.</summary>
    public bool IsSignedBy(SigningKey key) => KeyFingerprint == key.Fingerprint && key.Verify(SignedBytes, Signature);
}
