using System.IO.Compression;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using IncidentGrains.Cli.Api;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>A file of rows, or an entry of an archive, opened.</summary>
/// <param name="Name">Its name as rejects tell it.</param>
/// <param name="Rows">Its rows as plain CSV.</param>
internal sealed record SourcePart(string Name, Stream Rows);

/// <summary>Opens one part after the other of what is to be imported, and knows how far that is.</summary>
internal sealed class SourceParts(IReadOnlyList<SourceFile> files)
{
    // More is an archive of something else.
    private const int MaxEntries = 10_000;

    private static readonly CompressionCodecFactory Codecs = new();

    private CountingStream? _current;
    private long _before;

    /// <summary>Bytes of all files, as they are stored.</summary>
    public long Length { get; } = files.Sum(f => f.Size);

    /// <summary>Bytes of them that were read so far. May be read by other threads.</summary>
    public long BytesRead => Interlocked.Read(ref _before) + (Volatile.Read(ref _current)?.Count ?? 0);

    /// <summary>The parts in the order of files and entries; each is closed when the next is asked for.</summary>
    /// <exception cref="ImportStoppedException">A file is no longer as it was, or damaged.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public IEnumerable<SourcePart> Open()
    {
        Interlocked.Exchange(ref _before, 0);
        foreach (var file in files)
        {
            using var counting = new CountingStream(SourceFile.Open(file.Path));
            Volatile.Write(ref _current, counting);
            foreach (var part in file.Packing == Packing.Zip ? Entries(file, counting) : [Single(file, counting)])
            {
                using (part.Rows)
                {
                    yield return part;
                }
            }

            Volatile.Write(ref _current, null);
            Interlocked.Add(ref _before, file.Size);
        }
    }

    private static SourcePart Single(SourceFile file, CountingStream counting) => new(file.Name, file.Packing switch
    {
        Packing.Plain => counting,
        Packing.Gzip => new ReadAhead(new ExpansionLimit(WholeGzip.Open(counting, file.Name), counting, file.Name)),
        Packing.Arrow => new ReadAhead(new ExpansionLimit(new ArrowRows(new ArrowStreamReader(counting, Codecs, leaveOpen: true), file.Name), counting, file.Name)),

        // The format is read from its end, so the file is opened once more.
        _ => new ReadAhead(new ArrowRows(new ArrowFileReader(SourceFile.Open(file.Path), Codecs), file.Name)),
    });

    private static IEnumerable<SourcePart> Entries(SourceFile file, CountingStream counting)
    {
        using var archive = Archive(file, counting);
        if (archive.Entries.Count > MaxEntries)
        {
            throw new UsageException($"{file.Name} holds {archive.Entries.Count:N0} entries; at most {MaxEntries:N0} can be imported at once");
        }

        foreach (var entry in archive.Entries.Where(e => e.Name.Length > 0))
        {
            var name = SourceFile.Short($"{file.Name}/{entry.FullName}");
            yield return entry.IsEncrypted ? throw new ImportStoppedException($"{name} is encrypted. Unpack it yourself.")
                : new SourcePart(name, new ReadAhead(new ExpansionLimit(Entry(entry, name), counting, name)));
        }
    }

    private static ZipArchive Archive(SourceFile file, CountingStream counting)
    {
        try
        {
            return new ZipArchive(counting, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException e)
        {
            throw new ImportStoppedException($"{file.Name} is no whole zip archive: {e.Message}", e);
        }
    }

    private static WholeEntry Entry(ZipArchiveEntry entry, string name)
    {
        try
        {
            return new WholeEntry(entry, name);
        }
        catch (InvalidDataException e)
        {
            throw new ImportStoppedException($"{name} can't be unpacked: {e.Message}", e);
        }
    }
}
