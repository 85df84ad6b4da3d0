using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentGrains.Registry.Segments;

/// <summary>What a segment consists of. The ledger records its digest, it names the digests of everything else: nothing can be exchanged unseen.</summary>
/// <param name="ImportId">The import it was built from.</param>
/// <param name="Rows">Accepted rows.</param>
/// <param name="Members">Different people among them, those erased since not counted.</param>
/// <param name="Chunks">The chunks, in order.</param>
/// <param name="MemberRanges">256 ranges of people.</param>
/// <param name="AliasRanges">256 ranges of further identifiers.</param>
public sealed record SegmentManifest(
    string ImportId, long Rows, long Members,
    IReadOnlyList<ManifestChunk> Chunks, IReadOnlyList<ManifestRange> MemberRanges, IReadOnlyList<ManifestRange> AliasRanges)
{
    /// <summary>The exact bytes to store; equal manifests have equal bytes.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, SegmentManifestJson.Default.SegmentManifest);

    /// <summary>Reads what <see cref="ToBytes"/> gave.</summary>
    /// <exception cref="InvalidDataException">The bytes are no manifest.</exception>
    public static SegmentManifest Read(byte[] bytes)
    {
        try
        {
            var read = JsonSerializer.Deserialize(bytes, SegmentManifestJson.Default.SegmentManifest);
            return read is { MemberRanges.Count: KeyRun.Ranges, AliasRanges.Count: KeyRun.Ranges } ? read
                : throw new InvalidDataException("The bytes are no manifest of a segment.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The bytes are no manifest of a segment.", e);
        }
    }
}

/// <summary>A chunk of an import.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Blob">The address of its blob, 64 hexadecimal digits.</param>
/// <param name="Rows">Its accepted rows.</param>
public sealed record ManifestChunk(int Number, string Blob, int Rows);

/// <summary>A range of a segment.</summary>
/// <param name="Blob">The address of its blob; empty if the range is.</param>
/// <param name="Count">How many entries it has.</param>
public sealed record ManifestRange(string Blob, int Count);

/// <summary>JSON of manifests, generated at build.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SegmentManifest))]
internal sealed partial class SegmentManifestJson : JsonSerializerContext;
