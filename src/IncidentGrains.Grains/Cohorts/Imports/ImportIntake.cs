using System.Collections.Concurrent;
using System.Security.Cryptography;
using IncidentGrains.Contracts;
using IncidentGrains.Grains.Cohorts.Storage;
using IncidentGrains.Registry.Chunks;
using IncidentGrains.Registry.Rows;
using IncidentGrains.Registry.Sealing;
using IncidentGrains.Registry.Segments;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Cohorts.Imports;

/// <summary>Turns a chunk as it was sent into sealed rows in the database: parsed, keyed, compressed, encrypted, stored, in this order, on threads of its own.</summary>
internal sealed partial class ImportIntake(BulkPool pool, SealedBlobs blobs, RegistryStore store, RunSpill spill, ILogger<ImportIntake> logger)
{
    // Buffers are the size of a chunk: used again, never more of them than threads.
    private readonly ConcurrentBag<Bench> _benches = [];

    /// <summary>Takes a chunk; durable when this returns. A chunk that is there already is compared, not stored again.</summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="head">What the sender said of it.</param>
    /// <param name="bytes">A small complete CSV file, or Arrow IPC stream.</param>
    /// <exception cref="CaseException">Its digest is another, its header does not fit the mapping, or the number was taken with other bytes.</exception>
    public async Task<ChunkReceipt> Take(ImportTarget target, ChunkHead head, ReadOnlyMemory<byte> bytes)
    {
        if (await store.Chunk(target.ImportId, head.Number) is { } taken)
        {
            return Repeated(taken, head);
        }

        var (chunk, sealedRows, rejects) = await pool.Run(() => Seal(target, head, bytes));
        if (!await blobs.AddChunk(chunk, sealedRows, rejects))
        {
            return Repeated((await store.Chunk(target.ImportId, head.Number))!, head);
        }

        return new ChunkReceipt(chunk.RowCount, chunk.Rejected, Repeated: false);
    }

    /// <summary>The runs of an import's chunks in order; those that this silo does not have are made again from the stored rows.</summary>
    /// <exception cref="BlobDamagedException">A chunk is not what was stored.</exception>
    public async Task<IKeyRuns> Runs(ImportTarget target, IReadOnlyList<ImportChunk> chunks, CancellationToken cancellation)
    {
        var runs = spill.Of(target.ImportId);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = pool.Threads, CancellationToken = cancellation };
        await Parallel.ForEachAsync(chunks.Where(c => !runs.Has(Convert.ToHexStringLower(c.Blob))), parallel, async (chunk, _) =>
        {
            var place = Places.Chunk(target.IncidentId, target.ImportId, chunk.Number);
            var address = Convert.ToHexStringLower(chunk.Blob);
            var content = await blobs.Open(target.Secrets, place, address);
            await pool.Run(() =>
            {
                var csv = ChunkCsv.Write(ChunkCodec.Read(content), target.Mapping);
                return With(bench =>
                {
                    new RowParser(target.Mapping, target.Secrets.PersonKeys).Parse(csv, 2, bench.Rows);
                    if (bench.Rows.Count != chunk.RowCount)
                    {
                        throw new BlobDamagedException(place, $"holds {bench.Rows.Count} rows instead of {chunk.RowCount}");
                    }

                    bench.Run.Fill(bench.Rows);
                    runs.Keep(address, bench.Run);
                    return true;
                });
            });
        });
        return runs.InOrder(chunks.Select(c => Convert.ToHexStringLower(c.Blob)));
    }

    private static ChunkReceipt Repeated(ImportChunk taken, ChunkHead head) => taken.Sha256.AsSpan().SequenceEqual(head.Sha256)
        ? new ChunkReceipt(taken.RowCount, taken.Rejected, Repeated: true)
        : throw new CaseException(
            CaseError.Exists, "import.chunk_differs",
            $"Chunk {head.Number} of '{taken.ImportId}' was taken with other bytes. Send each chunk again as it was, or cancel the import and begin anew.");

    private (ImportChunk Chunk, SealedBlob Rows, byte[] Rejects) Seal(ImportTarget target, ChunkHead head, ReadOnlyMemory<byte> bytes) => With(bench =>
    {
        var block = bench.Rows;
        try
        {
            if (!SHA256.HashData(bytes.Span).AsSpan().SequenceEqual(head.Sha256))
            {
                throw CaseException.Invalid(new FieldViolation("data", $"of chunk {head.Number} does not have the SHA-256 that its start says. Send the chunk again."));
            }

            var csv = head.IsArrow ? ArrowCsv.Write(bytes) : bytes;
            new RowParser(target.Mapping, target.Secrets.PersonKeys).Parse(csv.Span, head.FirstLine, block);
        }
        catch (Exception e) when (e is RowMappingException or InvalidDataException)
        {
            throw CaseException.Invalid(new FieldViolation("data", $"of chunk {head.Number} can't be read: {e.Message}"));
        }

        if (block.Count > Locator.MaxRows)
        {
            throw CaseException.Invalid(new FieldViolation("data", $"of chunk {head.Number} has {block.Count} rows; send at most {Locator.MaxRows} a chunk."));
        }

        var sealedRows = target.Secrets.Sealer.Seal(
            Places.Chunk(target.IncidentId, target.ImportId, head.Number), ChunkCodec.Write(block, target.Mapping.Extra, bench.Content).Span);
        var chunk = new ImportChunk(
            target.ImportId, head.Number, head.Sha256, head.File, sealedRows.Digest, block.Count, block.Rejects.Count,
            block.Warnings.EmailUnusable, block.Warnings.PhoneUnusable, block.Warnings.CountryUnknown);
        bench.Run.Fill(block);
        Keep(target.ImportId, sealedRows.Address, bench.Run);
        return (chunk, sealedRows, RejectsFormat.Write(block.Rejects));
    });

    private T With<T>(Func<Bench, T> work)
    {
        var bench = _benches.TryTake(out var kept) ? kept : new Bench();
        try
        {
            return work(bench);
        }
        finally
        {
            _benches.Add(bench);
        }
    }

    // What can't be kept costs time when the segment is built, nothing else.
    private void Keep(string importId, string address, KeyRun run)
    {
        try
        {
            spill.Of(importId).Keep(address, run);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            LogNotKept(logger, importId, e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of a chunk of {ImportId} could not be kept ({Error}); they are made again when its segment is built")]
    private static partial void LogNotKept(ILogger logger, string importId, string error);

    /// <summary>The memory in which one thread works on a chunk.</summary>
    private sealed class Bench
    {
        public RowBlock Rows { get; } = new();

        public MemoryStream Content { get; } = new();

        public KeyRun Run { get; } = new();
    }
}
