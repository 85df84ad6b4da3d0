using System.Buffers.Binary;
using System.Text;

namespace IncidentGrains.Proof.Bundles;

/// <summary>The zip of a bundle: written in one way only, and read in no other.</summary>
/// <remarks>
/// Zip readers differ in what they make of a file whose headers and directory disagree, of two entries with one name, of bytes in between. Here
/// each byte that is not content is recomputed and compared, so every reader sees the files that were verified. A bundle that was unpacked
/// and packed again is refused for it; keep the file as it came.
/// </remarks>
internal static class BundleArchive
{
    private const int MaxName = 64;

    /// <summary>Writes the files, in the order of <see cref="BundleFormat.Parts"/>.</summary>
    /// <exception cref="InvalidDataException">A file is longer than the format allows.</exception>
    public static byte[] Write(DateTimeOffset made, IReadOnlyDictionary<string, byte[]> files)
    {
        using var output = new MemoryStream();
        var entries = new List<ZipEntry>();
        foreach (var part in BundleFormat.Parts)
        {
            var content = files[part.Name];
            if (content.Length > part.MaxLength)
            {
                throw new InvalidDataException($"{part.Name} has {content.Length:N0} bytes; a bundle holds at most {part.MaxLength:N0}");
            }

            entries.Add(new ZipEntry(part.Name, output.Length, content.Length, Crc32.Append(0, content), ZipRecords.Stamp(made)));
            output.Write(ZipRecords.Local(entries[^1]));
            output.Write(content);
        }

        output.Write(Tail(entries, output.Length));
        return output.ToArray();
    }

    /// <summary>Finds the entries. A finding tells what is not as it was written; the entries before it can still be read.</summary>
    public static async Task<(IReadOnlyList<ZipEntry> Entries, BundleFinding? Finding)> Read(Stream file, CancellationToken cancellation)
    {
        var entries = new List<ZipEntry>();
        file.Position = 0;
        foreach (var part in BundleFormat.Parts)
        {
            var (entry, finding) = await Next(file, part, entries, cancellation);
            if (finding is not null)
            {
                return (entries, finding);
            }

            entries.Add(entry!);
            file.Position = entry!.Offset + entry.Length;
        }

        var at = file.Position;
        var tail = Tail(entries, at);
        var found = new byte[tail.Length];
        var length = await file.ReadAtLeastAsync(found, found.Length, throwOnEndOfStream: false, cancellation);
        return (entries, length < tail.Length ? Archive("its directory is cut off")
            : BinaryPrimitives.ReadUInt32LittleEndian(found) == ZipRecords.LocalSignature ? Archive("it holds a file that is no part of a bundle")
            : !found.AsSpan().SequenceEqual(tail) ? Archive("its directory differs from the entries before it: it was altered, or the files were packed again")
            : file.Length != at + length ? Archive("it goes on after its end") : null);
    }

    private static async Task<(ZipEntry? Entry, BundleFinding? Finding)> Next(
        Stream file, BundlePart part, List<ZipEntry> before, CancellationToken cancellation)
    {
        var offset = file.Position;
        var header = new byte[ZipRecords.LocalSize];
        if (await file.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellation) < header.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(header) != ZipRecords.LocalSignature)
        {
            return (null, new BundleFinding(part.Name, "is missing, or its header was altered"));
        }

        var (nameLength, told) = ZipRecords.ReadLocal(header, offset);
        var name = new byte[Math.Min(nameLength, MaxName)];
        var read = await file.ReadAtLeastAsync(name, name.Length, throwOnEndOfStream: false, cancellation);
        var entry = told with { Name = Encoding.ASCII.GetString(name.AsSpan(0, read)) };
        if (entry.Name != part.Name)
        {
            return (null, Misplaced(entry.Name, part, before));
        }

        var finding = !ZipRecords.Local(entry).AsSpan().SequenceEqual([.. header, .. name]) ? "has another header than it was written with: it was altered, or the files were packed again"
            : entry.Length > part.MaxLength ? $"says to have {entry.Length:N0} bytes; at most {part.MaxLength:N0} are read"
            : entry.Offset + entry.Length > file.Length ? "is cut off" : null;
        return finding is null ? (entry, null) : (null, new BundleFinding(part.Name, finding));
    }

    private static BundleFinding Misplaced(string name, BundlePart part, List<ZipEntry> before) =>
        before.Exists(e => e.Name == name) ? new BundleFinding(name, "stands in the archive twice")
        : BundleFormat.Parts.Any(p => p.Name == name) ? new BundleFinding(part.Name, $"is missing from its place: {name} stands there; the files may have been packed again")
        : new BundleFinding(part.Name, $"is missing from its place: a file that is no part of a bundle stands there, '{Shown(name)}'");

    // What a stranger wrote is shown without what could steer a terminal.
    private static string Shown(string name) => string.Concat(name.Select(c => c is >= ' ' and <= '~' ? c : '?'));

    private static BundleFinding Archive(string reason) => new("", reason);

    private static byte[] Tail(List<ZipEntry> entries, long offset)
    {
        byte[] directory = [.. entries.SelectMany(ZipRecords.Directory)];
        return [.. directory, .. ZipRecords.End(entries.Count, offset, directory.Length)];
    }
}
