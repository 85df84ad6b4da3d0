using IncidentGrains.Grains.Cohorts.Storage;
using IncidentGrains.Registry.Sealing;

namespace IncidentGrains.Grains.Cohorts;

/// <summary>Reads and writes sealed content by its address, checked against it and against its place.</summary>
internal sealed class SealedBlobs(RegistryStore store, KeyStore keys)
{
    /// <summary>Stores sealed blobs of an import; keys first, so that a blob that is there can be opened.</summary>
    public async Task Add(string importId, IReadOnlyList<SealedBlob> blobs)
    {
        if (blobs.Count > 0)
        {
            await keys.Add(importId, blobs);
            await store.Add(importId, blobs);
        }
    }

    /// <summary>Stores a chunk with its blob; false if the number was taken before.</summary>
    public async Task<bool> AddChunk(ImportChunk chunk, SealedBlob blob, byte[] rejects)
    {
        await keys.Add(chunk.ImportId, [blob]);
        var added = await store.AddChunk(chunk, blob, rejects);
        if (!added)
        {
            await keys.Destroy([blob.Digest]);
        }

        return added;
    }

    /// <summary>The content at an address.</summary>
    /// <exception cref="BlobDamagedException">It is not there, or not what was stored.</exception>
    public async Task<byte[]> Open(IncidentSecrets secrets, string place, string address)
    {
        var digest = Convert.FromHexString(address);
        var bytes = await store.Blob(digest) ?? throw new BlobDamagedException(place, "is not in the database");
        var key = await keys.Key(digest) ?? throw new BlobDamagedException(place, "has no key any more");
        return secrets.Sealer.Open(place, digest, bytes, key);
    }

    /// <summary>Destroys blobs: the keys first, which is what counts.</summary>
    public async Task<int> Destroy(IReadOnlyList<byte[]> digests)
    {
        var destroyed = await keys.Destroy(digests);
        await store.Delete(digests);
        return destroyed;
    }

    /// <summary>Destroys all that an import stored.</summary>
    public async Task Forget(string importId)
    {
        await keys.Destroy(importId);
        await store.Forget(importId);
    }
}
