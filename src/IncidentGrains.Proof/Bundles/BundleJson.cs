using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace IncidentGrains.Proof.Bundles;

/// <summary>The JSON files of a bundle. Each content has one form in bytes; a file in another form says something that no check covers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n", RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(BundleManifest))]
[JsonSerializable(typeof(PublicKeys))]
[JsonSerializable(typeof(FactsFile))]
[JsonSerializable(typeof(FilingStatement))]
internal sealed partial class BundleJson : JsonSerializerContext
{
    /// <summary>The bytes of a content, ended by a line feed.</summary>
    public static byte[] Write<T>(T content, JsonTypeInfo<T> type) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(content, typeof(T), Relaxed.Json), (byte)'\n'];

    /// <summary>The content of a file.</summary>
    /// <exception cref="FormatException">It can't be read, or is not in the form that <see cref="Write"/> gives.</exception>
    public static T Read<T>(byte[] utf8, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            var content = (T?)JsonSerializer.Deserialize(utf8, typeof(T), Relaxed.Json) ?? throw new FormatException("it is null");
            JsonNulls.Refuse(utf8);
            return Write(content, type).AsSpan().SequenceEqual(utf8) ? content : throw new FormatException("it is not in the form in which it was written");
        }
        catch (JsonException e)
        {
            throw new FormatException($"it can't be read ({e.Path ?? "$"}, line {e.LineNumber + 1})", e);
        }
    }

    private static class Relaxed
    {
        // Readable Korean instead of escapes: the files are no HTML.
        public static readonly BundleJson Json = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
