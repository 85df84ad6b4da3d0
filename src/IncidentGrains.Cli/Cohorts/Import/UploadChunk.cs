using System.Security.Cryptography;
using Google.Protobuf;
using IncidentGrains.Registry.Rows;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>A chunk on its way: kept until the server says that it is durable, then filled anew.</summary>
internal sealed class UploadChunk
{
    // Below the size from which the server would have to allocate each one apart (the large object heap).
    private const int Frame = 64 * 1024;

    private readonly byte[] _sha256 = new byte[SHA256.HashSizeInBytes];

    /// <summary>Its number over all files, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The file it is of.</summary>
    public string File { get; private set; } = "";

    /// <summary>Header and records.</summary>
    public FileChunk Content { get; } = new();

    /// <summary>SHA-256 of the content.</summary>
    public ReadOnlySpan<byte> Sha256 => _sha256;

    /// <summary>Names and hashes what was read into it.</summary>
    public void Seal(long number, string file)
    {
        (Number, File) = (number, file);
        SHA256.HashData(Content.Bytes.Span, _sha256);
    }

    /// <summary>The frames that carry it. They borrow the content: nothing is copied.</summary>
    public IEnumerable<UploadChunksRequest> Frames(string incidentId, string importId)
    {
        yield return new UploadChunksRequest
        {
            Start = new ChunkStart
            {
                IncidentId = incidentId,
                ImportId = importId,
                Number = Number,
                Size = Content.Bytes.Length,
                Sha256 = ByteString.CopyFrom(_sha256),
                File = File,
                FirstLine = Content.FirstLine,
                Format = ChunkFormat.Csv,
            },
        };
        for (var rest = Content.Bytes; rest.Length > 0; rest = rest[Math.Min(Frame, rest.Length)..])
        {
            yield return new UploadChunksRequest { Data = UnsafeByteOperations.UnsafeWrap(rest[..Math.Min(Frame, rest.Length)]) };
        }
    }
}
