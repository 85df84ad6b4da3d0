using System.Text.Unicode;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Reads a CSV file (RFC 4180, strict UTF-8) record by record; whatever can't be read comes out as a fault.</summary>
/// <remarks>Memory is bounded, whatever the file holds. Every line of the file is in exactly one record, read or faulty; only empty lines are
/// passed over.</remarks>
internal sealed class CsvRecords(Stream file)
{
    private readonly FileRecords _records = new(file);
    private RecordScanner _scanner = new(0);

    /// <summary>How many cells each record must have; 0 while the header is read.</summary>
    public int ExpectedCells
    {
        get;
        set
        {
            _scanner = field == value ? _scanner : new RecordScanner(value);
            field = value;
        }
    }

    /// <summary>Bytes of the file behind the last record.</summary>
    public long BytesRead => _records.BytesRead;

    /// <summary>The next record, or null at the end of the file.</summary>
    /// <exception cref="IOException">The file can't be read any further.</exception>
    public CsvRecord? Next()
    {
        if (!_records.TryScanRecord(_scanner))
        {
            return null;
        }

        var bytes = _records.Bytes[.._scanner.Length];
        var fault = _scanner.Fault == RecordFault.None ? Content(bytes) : new CsvFault(_scanner.FaultCell, Reason());
        var cells = new string[fault is null ? _scanner.CellCount : 0];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = CsvBytes.Cell(bytes, _scanner.Cells[i]);
        }

        var raw = bytes.Length <= RecordScanner.MaxRecord ? CsvBytes.Raw(bytes) : CsvBytes.Raw(bytes[..CsvBytes.KeptOfOverlong]) + "…";
        var record = new CsvRecord(_records.Line, raw, cells, fault);
        _records.Pass(_scanner);
        return record;
    }

    private string Reason() => _scanner.Fault switch
    {
        RecordFault.StrayQuote => "a quote stands inside a cell that is not quoted",
        RecordFault.TextBehindQuote => "text follows the closing quote of the cell",
        RecordFault.OpenQuote => "the cell's opening quote is never closed",
        RecordFault.LongLine => $"the line is longer than {RecordScanner.MaxRecord / 1024} KiB",
        _ => $"the row has {_scanner.CellCount} cells, the header has {ExpectedCells}",
    };

    private CsvFault? Content(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < _scanner.Cells.Length; i++)
        {
            var place = _scanner.Cells[i];
            var cell = bytes.Slice(place.Start, place.Length);
            var reason = cell.Contains((byte)0) ? "the cell has a NUL byte"
                : !place.IsQuoted && cell.Contains((byte)'\r') ? "a carriage return stands inside a cell that is not quoted"
                : !Utf8.IsValid(cell) ? "the cell is not valid UTF-8"
                : null;
            if (reason is not null)
            {
                return new CsvFault(i, reason);
            }
        }

        return null;
    }
}
