using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Grains.Cohorts.Storage;

namespace IncidentGrains.Grains.Cohorts;

/// <summary>Destroys what sealed imports do not consist of any more: what a change replaced, and what work that was cut off had stored.</summary>
/// <remarks>Only the silo that holds the registry's claim may sweep: nobody else then has stored what the ledger does not name yet.</remarks>
internal sealed class RegistrySweep(Registries registries, SealedBlobs blobs, RegistryStore store)
{
    /// <summary>Sweeps all sealed imports. Only once the ledger names what counts can it be told what does not.</summary>
    public async Task Run(RegistryState state)
    {
        foreach (var segment in (await registries.ViewOfAll(state)).Segments)
        {
            var kept = segment.Addresses.ToHashSet(StringComparer.Ordinal);
            var left = (await store.BlobsOf(segment.Manifest.ImportId)).Where(b => !kept.Contains(Convert.ToHexStringLower(b))).ToList();
            if (left.Count == 0)
            {
                continue;
            }

            foreach (var (stored, chunk) in (await store.Chunks(segment.Manifest.ImportId)).Zip(segment.Manifest.Chunks).Where(c => Convert.ToHexStringLower(c.First.Blob) != c.Second.Blob))
            {
                await store.Replace(stored.ImportId, stored.Number, Convert.FromHexString(chunk.Blob));
            }

            await blobs.Destroy(left);
        }
    }
}
