namespace IncidentGrains.Registry.Rows;

/// <summary>
/// Cuts a CSV file between records into chunks, each with the file's header, so that reading the chunks gives what reading the file at once
/// would: the same rows, and the same rejects on the same lines.
/// </summary>
/// <remarks>
/// Beside the chunk itself memory is bounded by a few hundred KiB, whatever the file holds. A line longer than a record may be is cut behind
/// that many bytes: enough for its reader to reject it for the same reason. Not safe for several threads.
/// </remarks>
public sealed class FileChunks
{
    /// <summary>Bytes of the largest chunk.</summary>
    public const int MaxBytes = 24 * 1024 * 1024;

    /// <summary>Records of the largest chunk.</summary>
    public const int MaxRecords = 131_072;

    private readonly FileRecords _records;
    private readonly int _maxBytes;
    private readonly int _maxRecords;
    private readonly byte[] _header;
    private readonly RecordScanner _scanner;

    /// <summary>Reads the header.</summary>
    /// <param name="file">The file from its beginning, as plain CSV.</param>
    /// <param name="maxBytes">How large a chunk may be; at least a few records. Default: 24 MiB.</param>
    /// <param name="maxRecords">How many records a chunk may have. Default: 131,072.</param>
    /// <exception cref="RowMappingException">There is no header.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public FileChunks(Stream file, int maxBytes = MaxBytes, int maxRecords = MaxRecords)
    {
        (_records, _maxBytes, _maxRecords) = (new FileRecords(file), maxBytes, maxRecords);
        var scanner = new RecordScanner(0);
        if (!_records.TryScanRecord(scanner) || scanner.Fault != RecordFault.None)
        {
            throw new RowMappingException(_records.Bytes.IsEmpty ? "The file is empty; its first line names the columns." : "The first line of the file should name its columns; it can't be read.");
        }

        _header = _records.Bytes[..scanner.Length].ToArray();
        _scanner = new RecordScanner(scanner.CellCount);
        _records.Pass(scanner);
    }

    /// <summary>The file's header line, its line end included.</summary>
    public ReadOnlyMemory<byte> Header => _header;

    /// <summary>Bytes of the file that lie behind the last record taken.</summary>
    public long BytesRead => _records.BytesRead;

    /// <summary>Reads the next chunk; false at the end of the file.</summary>
    /// <exception cref="IOException">The file can't be read any further.</exception>
    public bool TryNext(FileChunk chunk)
    {
        chunk.Clear();
        chunk.Append(_header);
        while (TakeLines(chunk) < _maxRecords && _records.TryScan(_scanner))
        {
            var isBlank = _scanner.CellCount == 0 && _scanner.Fault == RecordFault.None;
            var isCut = _scanner.Fault != RecordFault.None && _scanner.Length > RecordScanner.MaxRecord;
            var record = _records.Bytes[..(isCut ? RecordScanner.MaxRecord + 1 : _scanner.Length)];
            if (chunk.Records > 0 && chunk.Length + record.Length + 1 > _maxBytes)
            {
                return true;
            }

            if (chunk.Records > 0 || !isBlank)
            {
                chunk.FirstLine = chunk.Records == 0 ? _records.Line : chunk.FirstLine;
                chunk.Records += isBlank ? 0 : 1;
                chunk.Append(record);
                chunk.Append(isCut ? "\n"u8 : []);
            }

            _records.Pass(_scanner);
        }

        return chunk.Records > 0;
    }

    // Most lines are a record each, and are taken many at once; the first record of a chunk is not, for it must go in whatever its length.
    private int TakeLines(FileChunk chunk)
    {
        if (chunk.Records > 0)
        {
            var (length, lines) = LineRun.Measure(_records.Bytes, _maxBytes - chunk.Length - 1, _maxRecords - chunk.Records);
            chunk.Append(_records.Bytes[..length]);
            chunk.Records += lines;
            _records.PassLines(length, lines);
        }

        return chunk.Records;
    }
}
