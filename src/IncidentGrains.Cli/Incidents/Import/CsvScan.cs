namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Finds where a record ends and where its cells lie. Pure; works on bytes because a comma, a quote and a line
/// end are single bytes in UTF-8 and broken UTF-8 must not hide them.</summary>
internal sealed class CsvScan
{
    /// <summary>A quoted cell may go on over this many lines. More is taken for a quote that was never closed, so that one
    /// stray quote costs its own line and not the rest of the file.</summary>
    public const int MaxLines = 64;

    private readonly List<Range> _cells = [];

    /// <summary>The cells, quotes included, in the bytes that were scanned.</summary>
    public IReadOnlyList<Range> Cells => _cells;

    /// <summary>How many bytes the record takes, its line end included.</summary>
    public int Length { get; private set; }

    /// <summary>How many line ends the record takes.</summary>
    public int LineEnds { get; private set; }

    /// <summary>What is wrong with the quoting, or null.</summary>
    public CsvFault? Fault { get; private set; }

    /// <summary>Scans the record at the front of the bytes; false if they end before it does.</summary>
    /// <param name="bytes">What is at hand.</param>
    /// <param name="isAll">True if nothing follows.</param>
    public bool TryScan(ReadOnlySpan<byte> bytes, bool isAll)
    {
        _cells.Clear();
        (Length, LineEnds, Fault) = (0, 0, null);
        var at = 0;
        while (true)
        {
            var start = at;
            var end = at < bytes.Length && bytes[at] == '"' ? Quoted(bytes, ref at, isAll) : Unquoted(bytes, ref at);
            if (Fault is not null)
            {
                return true;
            }

            if (end < 0 || (at == bytes.Length && !isAll))
            {
                return false;
            }

            _cells.Add(start..end);
            if (at == bytes.Length)
            {
                Length = at;
                return true;
            }

            if (bytes[at++] == '\n')
            {
                (Length, LineEnds) = (at, LineEnds + 1);
                return true;
            }
        }
    }

    // Leaves 'at' on the comma or the line feed that ends the cell, or at the end; returns where the cell's text ends.
    private int Unquoted(ReadOnlySpan<byte> bytes, ref int at)
    {
        var length = bytes[at..].IndexOfAny((byte)',', (byte)'\n', (byte)'"');
        var stop = length < 0 ? bytes.Length : at + length;
        var text = bytes[at..stop];
        at = stop;
        if (stop < bytes.Length && bytes[stop] == '"')
        {
            Fault = new CsvFault(_cells.Count, "a quote stands inside a cell that is not quoted");
        }
        else if (text.IndexOf((byte)'\r') is >= 0 and var cr && (cr < text.Length - 1 || (stop < bytes.Length && bytes[stop] == ',')))
        {
            Fault = new CsvFault(_cells.Count, "a carriage return stands inside a cell that is not quoted");
        }

        return text.Length > 0 && text[^1] == '\r' ? stop - 1 : stop;
    }

    // The same; -1 if the bytes end before the cell does.
    private int Quoted(ReadOnlySpan<byte> bytes, ref int at, bool isAll)
    {
        at++;
        while (true)
        {
            var length = bytes[at..].IndexOfAny((byte)'"', (byte)'\n');
            if (length < 0)
            {
                Fault = isAll ? Unclosed() : null;
                return -1;
            }

            at += length + 1;
            if (bytes[at - 1] == '\n')
            {
                if (++LineEnds >= MaxLines)
                {
                    Fault = Unclosed();
                    return -1;
                }
            }
            else if (at == bytes.Length)
            {
                return isAll ? at : -1;
            }
            else if (bytes[at] != '"')
            {
                break;
            }
            else
            {
                at++;
            }
        }

        var end = at;
        if (bytes[at] == '\r')
        {
            at++;
            if (at == bytes.Length)
            {
                return isAll ? end : -1;
            }
        }

        if (bytes[at] != '\n' && (bytes[at] != ',' || at != end))
        {
            Fault = new CsvFault(_cells.Count, "text follows the closing quote of the cell");
        }

        return end;
    }

    private CsvFault Unclosed() => new(_cells.Count, "the cell's opening quote is never closed");
}
