using System.Security.Cryptography;
using IncidentGrains.Grains.Cohorts.Storage;

namespace IncidentGrains.Grains.Cohorts.Imports;

/// <summary>The digest by which sender and server make sure that they speak of the same chunks: SHA-256 over the chunks' SHA-256s in order.</summary>
internal static class ImportDigest
{
    /// <summary>The digest of chunks.</summary>
    public static byte[] Of(IEnumerable<ImportChunk> chunks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var chunk in chunks)
        {
            hash.AppendData(chunk.Sha256);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>Up to which number all chunks are there.</summary>
    public static int Contiguous(IReadOnlyList<ImportChunk> chunks)
    {
        var contiguous = 0;
        while (contiguous < chunks.Count && chunks[contiguous].Number == contiguous + 1)
        {
            contiguous++;
        }

        return contiguous;
    }
}
