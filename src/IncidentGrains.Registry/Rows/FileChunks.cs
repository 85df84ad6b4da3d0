using System.Text;

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

    private readonly FileWindow _window;
    private readonly int _maxBytes;
    private readonly int _maxRecords;
    private readonly byte[] _header;
    private readonly RecordScanner _scanner;
    private long _line = 1;

    /// <summary>Reads the header.</summary>
    /// <param name="file">The file from its beginning, as plain CSV.</param>
    /// <param name="maxBytes">How large a chunk may be; at least a few records. Default: 24 MiB.</param>
    /// <param name="maxRecords">How many records a chunk may have. Default: 131,072.</param>
    /// <exception cref="RowMappingException">There is no header.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public FileChunks(Stream file, int maxBytes = MaxBytes, int maxRecords = MaxRecords)
    {
        (_window, _maxBytes, _maxRecords) = (new FileWindow(file), maxBytes, maxRecords);
        var scanner = new RecordScanner(0);
        _window.Skip(Encoding.UTF8.Preamble);
        while (Scan(scanner) && scanner.CellCount == 0 && scanner.Fault == RejectReason.None)
        {
            Pass(scanner);
        }

        if (_window.Bytes.IsEmpty || scanner.Fault != RejectReason.None)
        {
            throw new RowMappingException(_window.Bytes.IsEmpty ? "The file is empty; its first line names the columns." : "The first line of the file should name its columns; it can't be read.");
        }

        _header = _window.Bytes[..scanner.Length].ToArray();
        _scanner = new RecordScanner(scanner.CellCount);
        Pass(scanner);
    }

    /// <summary>The file's header line, its line end included.</summary>
    public ReadOnlyMemory<byte> Header => _header;

    /// <summary>Bytes of the file that lie behind the last record taken.</summary>
    public long BytesRead => _window.BytesTaken;

    /// <summary>Reads the next chunk; false at the end of the file.</summary>
    /// <exception cref="IOException">The file can't be read any further.</exception>
    public bool TryNext(FileChunk chunk)
    {
        chunk.Clear();
        chunk.Append(_header);
        while (TakeLines(chunk) < _maxRecords && Scan(_scanner))
        {
            var isBlank = _scanner.CellCount == 0 && _scanner.Fault == RejectReason.None;
            var isCut = _scanner.Fault != RejectReason.None && _scanner.Length > RecordScanner.MaxRecord;
            var record = _window.Bytes[..(isCut ? RecordScanner.MaxRecord + 1 : _scanner.Length)];
            if (chunk.Records > 0 && chunk.Length + record.Length + 1 > _maxBytes)
            {
                return true;
            }

            if (chunk.Records > 0 || !isBlank)
            {
                chunk.FirstLine = chunk.Records == 0 ? _line : chunk.FirstLine;
                chunk.Records += isBlank ? 0 : 1;
                chunk.Append(record);
                chunk.Append(isCut ? "\n"u8 : []);
            }

            Pass(_scanner);
        }

        return chunk.Records > 0;
    }

    // Most lines are a record each, and are taken many at once; the first record of a chunk is not, for it must go in whatever its length.
    private int TakeLines(FileChunk chunk)
    {
        if (chunk.Records > 0)
        {
            var (length, lines) = LineRun.Measure(_window.Bytes, _maxBytes - chunk.Length - 1, _maxRecords - chunk.Records);
            chunk.Append(_window.Bytes[..length]);
            chunk.Records += lines;
            _line += lines;
            _window.Take(length);
        }

        return chunk.Records;
    }

    // False at the end of the file.
    private bool Scan(RecordScanner scanner)
    {
        while (!_window.Bytes.IsEmpty || _window.Fill())
        {
            if (scanner.TryScan(_window.Bytes, _window.IsAll))
            {
                return true;
            }

            _window.Fill();
        }

        return false;
    }

    private void Pass(RecordScanner scanner)
    {
        _line += scanner.LineEnds;
        _window.Take(scanner.Length);
        for (var goesOn = scanner.GoesOn; goesOn && (!_window.Bytes.IsEmpty || _window.Fill());)
        {
            var end = _window.Bytes.IndexOf((byte)'\n');
            _window.Take(end < 0 ? _window.Bytes.Length : end + 1);
            goesOn = end < 0;
        }
    }
}
