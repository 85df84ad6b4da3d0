using System.Text.Unicode;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Reads a CSV file (RFC 4180, strict UTF-8) record by record; whatever can't be read comes out as a fault.</summary>
/// <remarks>
/// Memory is bounded by one record: 1 MiB, whatever the file holds. Every line of the file is in exactly one record, read or
/// faulty; only empty lines are passed over. A record that goes on over lines and turns out unreadable is given up at its
/// first line end, so the lines that a stray quote swallowed are read again on their own. This splitting is our own because
/// a library that stops at a bad quote, or repairs it, can't make that promise, and two splitters could disagree.
/// </remarks>
internal sealed class CsvRecords(Stream file)
{
    /// <summary>Bytes of the longest record. A row of the largest register known is below 1 KB.</summary>
    public const int MaxRecord = 1024 * 1024;

    private readonly CsvScan _scan = new();
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;
    private long _line = 1;

    /// <summary>How many cells each record must have; 0 while the header is read.</summary>
    public int ExpectedCells { get; set; }

    /// <summary>Bytes of the file behind the last record.</summary>
    public long BytesRead { get; private set; }

    private ReadOnlySpan<byte> Window => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The next record, or null at the end of the file.</summary>
    /// <exception cref="IOException">The file can't be read any further.</exception>
    public CsvRecord? Next()
    {
        SkipByteOrderMark();
        SkipEmptyLines();
        while (true)
        {
            if (Window.IsEmpty && _ended)
            {
                return null;
            }

            if (!Window.IsEmpty && _scan.TryScan(Window, _ended))
            {
                return _scan.Length > MaxRecord ? GiveUpLine(TooLong()) : Scanned();
            }

            if (Window.Length >= MaxRecord)
            {
                return GiveUpLine(TooLong());
            }

            Fill();
        }
    }

    // Either one line is that long, or a quote keeps swallowing lines.
    private CsvFault TooLong() => Window.IndexOf((byte)'\n') is var end && end >= 0 && end < MaxRecord
        ? new CsvFault(_scan.Cells.Count, $"a quote reaches over {MaxRecord / 1024 / 1024} MiB of lines")
        : new CsvFault(-1, $"the line is longer than {MaxRecord / 1024 / 1024} MiB");

    private CsvRecord Scanned()
    {
        if (_scan.Fault is { } fault)
        {
            return GiveUpLine(fault);
        }

        var bytes = Window[.._scan.Length];
        fault = Content(bytes);
        if (fault is null && ExpectedCells > 0 && _scan.Cells.Count != ExpectedCells)
        {
            fault = new CsvFault(-1, $"the row has {_scan.Cells.Count} cells, the header has {ExpectedCells}");
            if (_scan.LineEnds > 1)
            {
                return GiveUpLine(fault with { Reason = fault.Reason + "; a quote reaches over the line end" });
            }
        }

        var cells = new string[fault is null ? _scan.Cells.Count : 0];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = CsvBytes.Cell(bytes[_scan.Cells[i]]);
        }

        var record = new CsvRecord(_line, CsvBytes.Raw(bytes), cells, fault);
        _line += _scan.LineEnds;
        Take(_scan.Length);
        return record;
    }

    private CsvFault? Content(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < _scan.Cells.Count; i++)
        {
            var cell = bytes[_scan.Cells[i]];
            if (cell.Contains((byte)0))
            {
                return new CsvFault(i, "the cell has a NUL byte");
            }

            if (!Utf8.IsValid(cell))
            {
                return new CsvFault(i, "the cell is not valid UTF-8");
            }
        }

        return null;
    }

    // Ends the record at the first line end, however far away that is, and keeps only its beginning.
    private CsvRecord GiveUpLine(CsvFault fault)
    {
        var kept = "";
        var first = true;
        while (true)
        {
            var end = Window.IndexOf((byte)'\n');
            if (first && end < 0 && !_ended && Window.Length < MaxRecord)
            {
                Fill();
                continue;
            }

            var taken = end < 0 ? Window.Length : end + 1;
            if (first)
            {
                kept = end >= 0 || (_ended && taken <= MaxRecord)
                    ? CsvBytes.Raw(Window[..taken])
                    : CsvBytes.Raw(Window[..CsvBytes.KeptOfOverlong]) + "…";
                kept = taken > MaxRecord ? kept[..CsvBytes.KeptOfOverlong] + "…" : kept;
            }

            first = false;
            Take(taken);
            if (end >= 0 || (Window.IsEmpty && _ended))
            {
                return new CsvRecord(_line++, kept, [], fault);
            }

            Fill();
        }
    }

    private void SkipByteOrderMark()
    {
        while (BytesRead == 0 && Window.Length < 3 && !_ended)
        {
            Fill();
        }

        if (BytesRead == 0 && Window is [0xEF, 0xBB, 0xBF, ..])
        {
            Take(3);
        }
    }

    private void SkipEmptyLines()
    {
        while (true)
        {
            if (Window.Length < 2 && !_ended)
            {
                Fill();
            }
            else if (Window is [(byte)'\n', ..])
            {
                _line++;
                Take(1);
            }
            else if (Window is [(byte)'\r', (byte)'\n', ..])
            {
                _line++;
                Take(2);
            }
            else
            {
                return;
            }
        }
    }

    private void Take(int bytes)
    {
        _start += bytes;
        BytesRead += bytes;
    }

    private void Fill()
    {
        Window.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, MaxRecord + (64 * 1024)));
        }

        var read = file.Read(_buffer.AsSpan(_end));
        _end += read;
        _ended = read == 0;
    }
}
