using System.Security.Cryptography;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>Cuts the files into chunks, one after the other: the same files always into the same.</summary>
/// <remarks>Not safe for several threads; the counts may be read by others.</remarks>
internal sealed class ChunkReader : IDisposable
{
    /// <summary>Bytes of a chunk at most: some 120,000 rows. Larger ones would cost memory on both sides, and a cut more work done twice.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private readonly IncrementalHash _digests = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IEnumerator<SourcePart> _parts;
    private readonly int _maxBytes;
    private FileChunks? _chunks;
    private long _count;
    private long _records;

    /// <param name="parts">What to read.</param>
    /// <param name="maxBytes">Bytes of a chunk; the default is the one that can be resumed.</param>
    public ChunkReader(SourceParts parts, int maxBytes = MaxBytes) => (_parts, _maxBytes) = (parts.Open().GetEnumerator(), maxBytes);

    /// <summary>How many chunks there were so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>How many records they hold, good or not.</summary>
    public long Records => Interlocked.Read(ref _records);

    /// <summary>SHA-256 over the SHA-256s of the chunks so far.</summary>
    public byte[] Digest => _digests.GetCurrentHash();

    /// <summary>Reads the next chunk; false at the end of the last file.</summary>
    /// <exception cref="ImportStoppedException">A file is damaged, or has no header.</exception>
    /// <exception cref="IOException">A file can't be read any further.</exception>
    public bool TryNext(UploadChunk chunk)
    {
        while (_chunks is null || !_chunks.TryNext(chunk.Content))
        {
            if (!_parts.MoveNext())
            {
                return false;
            }

            _chunks = Open(_parts.Current);
        }

        chunk.Seal(Interlocked.Increment(ref _count), _parts.Current.Name);
        Interlocked.Add(ref _records, chunk.Content.Records);
        _digests.AppendData(chunk.Sha256);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _parts.Dispose();
        _digests.Dispose();
    }

    private FileChunks Open(SourcePart part)
    {
        try
        {
            return new FileChunks(part.Rows, _maxBytes);
        }
        catch (RowMappingException e)
        {
            throw new ImportStoppedException($"{part.Name}: {e.Message}", e);
        }
    }
}
