using System.Collections.Concurrent;
using System.Collections.Immutable;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Grains.Cohorts.Storage;
using IncidentGrains.Registry.Audiences;
using IncidentGrains.Registry.Sealing;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Sealing;

/// <summary>Builds the segment of an import whose chunks are complete, and counts the registry as it will be with it. Nothing of it counts before the ledger says so.</summary>
internal sealed class SegmentSealing(ImportIntake intake, SealedBlobs blobs, Registries registries, BulkPool pool)
{
    // Blobs written in one transaction: large enough that commits do not count, small enough that memory does not.
    private const int BatchBytes = 8 * 1024 * 1024;

    // A small segment's ranges are a few hundred bytes each.
    private const int MaxBatch = 64;

    /// <summary>Builds and stores the segment.</summary>
    /// <param name="target">The import.</param>
    /// <param name="basis">The registry without it.</param>
    /// <param name="cohort">The bit of its cohort.</param>
    /// <param name="chunks">Its chunks.</param>
    /// <param name="progress">Told how much is done, 0 to 1000.</param>
    /// <param name="cancellation">Ends it early; what was stored by then is swept once the import is sealed.</param>
    /// <exception cref="BlobDamagedException">A chunk, or a segment of the basis, is not what was stored.</exception>
    public async Task<ImportResult> Build(
        ImportTarget target, RegistryView basis, ulong cohort, IReadOnlyList<ImportChunk> chunks, Action<int> progress, CancellationToken cancellation)
    {
        var runs = await intake.Runs(target, chunks, cancellation);
        var builder = new SegmentBuilder(runs);
        var census = new CensusTaker();
        var workspaces = new ConcurrentBag<SegmentWorkspace>();
        var done = 0;

        var members = await Ranges(target, builder, workspaces, async (range, work) =>
        {
            // Before this thread's turn: reading the other segments waits, building does not.
            var others = await registries.Range(basis, range);
            return await pool.Run(() =>
            {
                var built = builder.Members(range, work);
                census.Add([.. others, new LiveRange(cohort, built)]);
                progress(Interlocked.Increment(ref done) * 500 / KeyRun.Ranges);
                return Stored(target, Places.Members(target.IncidentId, target.ImportId, range), built.Count, () => RangeFormat.Write(built));
            });
        }, cancellation);
        var aliases = await Ranges(target, builder, workspaces, (range, work) => pool.Run(() =>
        {
            var built = builder.Aliases(range, work);
            progress(Interlocked.Increment(ref done) * 500 / KeyRun.Ranges);
            return Stored(target, Places.Aliases(target.IncidentId, target.ImportId, range), built.Count, () => RangeFormat.Write(built));
        }), cancellation);

        var distinct = members.Sum(m => (long)m.Count);
        var manifest = new SegmentManifest(
            target.ImportId, builder.Rows, distinct,
            [.. chunks.Select(c => new ManifestChunk(c.Number, Convert.ToHexStringLower(c.Blob), c.RowCount))], members, aliases);
        var sealedManifest = target.Secrets.Sealer.Seal(Places.Manifest(target.IncidentId, target.ImportId), manifest.ToBytes());
        await blobs.Add(target.ImportId, [sealedManifest]);
        var after = registries.Keep(basis, new LiveSegment(sealedManifest.Address, cohort, manifest), census.Taken());
        return new ImportResult(
            sealedManifest.Address, chunks.Count, builder.Rows, chunks.Sum(c => (long)c.Rejected), builder.Rows - distinct,
            after.Count(k => (k.Cohorts & cohort) != 0), census.AloneInNewest, after.Persons, Warnings(chunks));
    }

    private static ImmutableSortedDictionary<string, long> Warnings(IReadOnlyList<ImportChunk> chunks) => new Dictionary<string, long>(StringComparer.Ordinal)
    {
        ["email_unusable"] = chunks.Sum(c => (long)c.EmailUnusable),
        ["phone_unusable"] = chunks.Sum(c => (long)c.PhoneUnusable),
        ["country_unknown"] = chunks.Sum(c => (long)c.CountryUnknown),
    }.Where(w => w.Value > 0).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static (ManifestRange Range, SealedBlob? Blob) Stored(ImportTarget target, string place, int count, Func<byte[]> content)
    {
        var blob = count == 0 ? null : target.Secrets.Sealer.Seal(place, content());
        return (new ManifestRange(blob?.Address ?? "", count), blob);
    }

    private async Task<ManifestRange[]> Ranges(
        ImportTarget target, SegmentBuilder builder, ConcurrentBag<SegmentWorkspace> workspaces,
        Func<int, SegmentWorkspace, Task<(ManifestRange Range, SealedBlob? Blob)>> build, CancellationToken cancellation)
    {
        var ranges = new ManifestRange[KeyRun.Ranges];
        var batch = (int)Math.Clamp(BatchBytes / ((builder.Rows * 17L / KeyRun.Ranges) + 1), 1, MaxBatch);

        // As many batches again as threads: their writes wait for the disk while others are built.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 2 * pool.Threads, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(0, KeyRun.Ranges).Chunk(batch), parallel, async (some, _) =>
        {
            var work = workspaces.TryTake(out var kept) ? kept : new SegmentWorkspace();
            var stored = new List<SealedBlob>();
            foreach (var range in some)
            {
                (ranges[range], var blob) = await build(range, work);
                stored.AddRange(blob is null ? [] : [blob]);
            }

            workspaces.Add(work);
            await blobs.Add(target.ImportId, stored);
        });
        return ranges;
    }
}
