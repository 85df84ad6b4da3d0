using Google.Protobuf;
using IncidentGrains.Cli.Api;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>Looks at the first lines of all files before anything is sent: a header that does not fit is found in the first second, not in the last file.</summary>
internal static class Headers
{
    // As much as a preview may send.
    private const int MaxSample = 1024 * 1024;

    /// <summary>The first rows of the first file, with its header.</summary>
    /// <param name="parts">The files.</param>
    /// <param name="mapping">What their columns are to mean.</param>
    /// <param name="rows">How many rows.</param>
    /// <exception cref="UsageException">A header does not fit, or the mapping can't work.</exception>
    /// <exception cref="ImportStoppedException">A file is damaged.</exception>
    public static ByteString Check(SourceParts parts, RowMapping mapping, int rows)
    {
        ByteString? sample = null;
        var (chunk, block) = (new FileChunk(), new RowBlock());
        foreach (var part in parts.Open())
        {
            try
            {
                // Only the header is looked at: rows, and the keys of the incident, are the server's.
                var chunks = new FileChunks(part.Rows, MaxSample, rows);
                new RowParser(mapping, new PersonKeys(new byte[16])).Parse(chunks.Header.Span, firstLine: 1, block);
                chunks.TryNext(chunk);
                sample ??= ByteString.CopyFrom(chunk.Bytes.Span);
            }
            catch (RowMappingException e)
            {
                throw new UsageException($"{part.Name}: {e.Message}");
            }
        }

        return sample ?? throw new UsageException("the archive holds no files");
    }
}
