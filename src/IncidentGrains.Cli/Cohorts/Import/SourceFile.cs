using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;
using IncidentGrains.Cli.Api;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>How a file's rows are packed.</summary>
internal enum Packing
{
    /// <summary>Not at all.</summary>
    Plain,

    /// <summary>gzip, RFC 1952.</summary>
    Gzip,

    /// <summary>A zip archive, of which every entry is a file of rows.</summary>
    Zip,

    /// <summary>An Apache Arrow IPC stream.</summary>
    Arrow,

    /// <summary>An Apache Arrow IPC file, with its index at the end.</summary>
    ArrowFile,
}

/// <summary>A file to import, known by its name, its size and what stands at both of its ends.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Packing">How it is packed; told from its first bytes, not its name.</param>
/// <param name="Digest">SHA-256 over its size and its first and last MiB: enough to find the import of a file again. That the rest is the same is shown by the digests of its chunks.</param>
internal sealed record SourceFile(string Path, long Size, Packing Packing, ByteString Digest)
{
    private const int End = 1024 * 1024;

    // How long a name the server takes.
    private const int MaxName = 200;

    /// <summary>Its name without folders, as rejects tell it.</summary>
    public string Name { get; } = Short(System.IO.Path.GetFileName(Path));

    /// <summary>What the server is told of it.</summary>
    public ImportFile Described => new() { Name = Name, Size = Size, Digest = Digest };

    /// <summary>Looks at a file.</summary>
    /// <exception cref="UsageException">It can't be read, or can't be read twice.</exception>
    public static SourceFile Of(string path)
    {
        try
        {
            using var file = Open(path);
            if (!file.CanSeek)
            {
                throw new UsageException($"{path} is no file on a disk; an import that is cut short could not go on with it");
            }

            Span<byte> head = stackalloc byte[4];
            var packing = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)] switch
            {
                [0x1F, 0x8B, ..] => Packing.Gzip,
                [(byte)'P', (byte)'K', 3, 4] or [(byte)'P', (byte)'K', 5, 6] => Packing.Zip,
                [0xFF, 0xFF, 0xFF, 0xFF] => Packing.Arrow,
                [(byte)'A', (byte)'R', (byte)'R', (byte)'O'] => Packing.ArrowFile,
                _ => Packing.Plain,
            };
            return new SourceFile(path, file.Length, packing, Fingerprint(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(e.Message);
        }
    }

    /// <summary>Opens it for reading from its beginning to its end.</summary>
    public static FileStream Open(string path) => new(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 });

    /// <summary>A name of a length that the server takes.</summary>
    public static string Short(string name) => name.Length <= MaxName ? name : "…" + name[^(MaxName - 1)..];

    private static ByteString Fingerprint(FileStream file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> size = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(size, file.Length);
        hash.AppendData(size);
        var buffer = new byte[End];
        foreach (var from in (long[])[0, Math.Max(End, file.Length - End)])
        {
            file.Position = Math.Min(from, file.Length);
            hash.AppendData(buffer, 0, file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        }

        return ByteString.CopyFrom(hash.GetHashAndReset());
    }
}
