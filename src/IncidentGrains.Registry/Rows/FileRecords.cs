using System.Text;

namespace IncidentGrains.Registry.Rows;

/// <summary>Walks over a CSV file record by record in bounded memory: a few hundred KiB, whatever the file holds.</summary>
/// <param name="file">The file from its beginning, as plain CSV; a byte order mark is passed over.</param>
public sealed class FileRecords(Stream file)
{
    private readonly FileWindow _window = new(file);

    /// <summary>The line on which the next record begins, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Bytes of the file before the next record.</summary>
    public long BytesRead => _window.BytesTaken;

    /// <summary>The file from the next record on, as far as it is at hand: the bytes that the scanner has scanned.</summary>
    public ReadOnlySpan<byte> Bytes => _window.Bytes;

    /// <summary>Scans the next record, or blank line, without passing it; false at the end of the file.</summary>
    /// <exception cref="IOException">The file can't be read any further.</exception>
    public bool TryScan(RecordScanner scanner)
    {
        if (BytesRead == 0)
        {
            _window.Skip(Encoding.UTF8.Preamble);
        }

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

    /// <summary>Scans the next record as <see cref="TryScan"/> does, blank lines before it passed.</summary>
    public bool TryScanRecord(RecordScanner scanner)
    {
        while (TryScan(scanner))
        {
            if (scanner.CellCount > 0 || scanner.Fault != RecordFault.None)
            {
                return true;
            }

            Pass(scanner);
        }

        return false;
    }

    /// <summary>Passes the record that was scanned; of a faulty one its whole first line, however long.</summary>
    public void Pass(RecordScanner scanner)
    {
        Line += scanner.LineEnds;
        _window.Take(scanner.Length);
        for (var goesOn = scanner.GoesOn; goesOn && (!_window.Bytes.IsEmpty || _window.Fill());)
        {
            var end = _window.Bytes.IndexOf((byte)'\n');
            _window.Take(end < 0 ? _window.Bytes.Length : end + 1);
            goesOn = end < 0;
        }
    }

    /// <summary>Passes whole lines, each of which is one record.</summary>
    /// <param name="length">Their bytes, which are at hand.</param>
    /// <param name="lines">How many there are.</param>
    public void PassLines(int length, int lines)
    {
        Line += lines;
        _window.Take(length);
    }
}
