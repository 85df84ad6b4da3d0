using System.Runtime.CompilerServices;

namespace IncidentGrains.Registry.Rows;

/// <summary>
/// Finds where a record of CSV (RFC 4180) ends and where its cells lie. What it finds depends on the bytes from the record's beginning on
/// and never on where a file was cut between records. Works on bytes, because a comma, a quote and a line end are single bytes in UTF-8 and
/// broken UTF-8 must not hide them.
/// </summary>
/// <remarks>
/// One stray quote costs its own line alone: a record that goes on over lines and turns out unreadable is given up at its first line end, and
/// the lines that the quote had swallowed are read again on their own. Not safe for several threads.
/// </remarks>
/// <param name="cells">How many cells each record must have; 0 for any number, as for a header.</param>
public sealed class RecordScanner(int cells)
{
    /// <summary>Bytes of the longest record, its line end included. A row of people seen so far has 150 bytes.</summary>
    public const int MaxRecord = 64 * 1024;

    /// <summary>A quoted cell that goes on over this many lines is taken for a quote that was never closed.</summary>
    public const int MaxLines = 64;

    // The most columns that a header may have.
    private const int MaxCells = 1024;

    private readonly CellPlace[] _cells = new CellPlace[cells == 0 ? MaxCells : cells];
    private int _firstLine;
    private int _crossing;

    /// <summary>Where the cells of the record lie in the bytes that were scanned. Empty after a blank line; means nothing after a fault.</summary>
    public ReadOnlySpan<CellPlace> Cells => _cells.AsSpan(0, Math.Min(CellCount, _cells.Length));

    /// <summary>How many cells the record has; 0 for a blank line. Means nothing after a fault, unless it is their number.</summary>
    public int CellCount { get; private set; }

    /// <summary>How many bytes the record takes, its line end included; after a fault those of its first line.</summary>
    public int Length { get; private set; }

    /// <summary>How many line ends the record takes.</summary>
    public int LineEnds { get; private set; }

    /// <summary>Bytes of the record before its line end.</summary>
    public int BodyLength { get; private set; }

    /// <summary>False if the record is surely valid UTF-8 without control characters; true if that has to be looked into.</summary>
    public bool MayBeFaulty { get; private set; }

    /// <summary>Why the record can't be read, or none.</summary>
    public RecordFault Fault { get; private set; }

    /// <summary>The number of the cell that can't be read, or -1 for the whole record.</summary>
    public int FaultCell { get; private set; }

    /// <summary>True if the faulty line is longer than the bytes that were scanned: what follows up to the next line end belongs to it.</summary>
    public bool GoesOn { get; private set; }

    /// <summary>Scans the record at the front of the bytes; false if they end before it does.</summary>
    /// <param name="bytes">What is at hand, at least one byte; more than <see cref="MaxRecord"/> is never needed.</param>
    /// <param name="isAll">True if nothing follows.</param>
    // Optimized from its first call on: profiles would count in its loops for the first millions of rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryScan(ReadOnlySpan<byte> bytes, bool isAll)
    {
        (Fault, FaultCell, GoesOn, LineEnds, _firstLine, _crossing) = (RecordFault.None, -1, false, 0, -1, -1);
        if (IsBlank(bytes, isAll) is { } blank)
        {
            (CellCount, BodyLength, Length, LineEnds) = (0, 0, blank, 1);
            return blank > 0;
        }

        // A record must end within the limit; whether more bytes follow makes no difference then.
        var cut = bytes.Length > MaxRecord;
        var window = cut ? bytes[..MaxRecord] : bytes;
        var end = Scan(window, isAll && !cut);
        if (end < 0 && Fault == RecordFault.None)
        {
            if (!cut)
            {
                return false;
            }

            _firstLine = _firstLine < 0 ? window.IndexOf((byte)'\n') : _firstLine;
            Fault = _firstLine < 0 ? RecordFault.LongLine : RecordFault.OpenQuote;
        }
        else if (Fault == RecordFault.None && cells > 0 && CellCount != cells)
        {
            Fault = RecordFault.CellCount;
        }

        if (Fault != RecordFault.None)
        {
            GiveUp(bytes, isAll);
            return Length > 0;
        }

        return true;
    }

    private static int? IsBlank(ReadOnlySpan<byte> bytes, bool isAll) => bytes[0] switch
    {
        (byte)'\n' => 1,
        (byte)'\r' when bytes.Length > 1 => bytes[1] == '\n' ? 2 : null,
        (byte)'\r' => isAll ? 1 : 0,
        _ => null,
    };

    // Where the record ends, its line end included; -1 if the bytes end first or there is a fault.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Scan(ReadOnlySpan<byte> bytes, bool isAll)
    {
        var marks = new RecordMarks(bytes);
        var at = 0;
        CellCount = 0;
        while (true)
        {
            var mark = marks.Next();
            var end = mark == at && bytes[at] == '"' ? Quoted(bytes, at, ref marks, isAll) : Unquoted(bytes, at, mark, isAll);
            if (end < 0)
            {
                return -1;
            }

            CellCount++;
            if (end < bytes.Length && bytes[end] == ',')
            {
                at = end + 1;
                continue;
            }

            // A character that the end of the bytes cuts off shows only in what would follow.
            MayBeFaulty = end == bytes.Length || marks.MayBeFaulty(BodyLength);
            LineEnds += end < bytes.Length ? 1 : 0;
            return Length = Math.Min(end + 1, bytes.Length);
        }
    }

    // The comma or line feed that ends the cell, or the end of the bytes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Unquoted(ReadOnlySpan<byte> bytes, int at, int mark, bool isAll)
    {
        if (mark < 0)
        {
            if (!isAll)
            {
                return -1;
            }

            mark = bytes.Length;
        }

        var end = mark;
        if (mark == bytes.Length || bytes[mark] == '\n')
        {
            end -= mark > at && bytes[mark - 1] == '\r' ? 1 : 0;
        }
        else if (bytes[mark] == '"')
        {
            return Stop(RecordFault.StrayQuote);
        }

        Keep(new CellPlace(at, end - at, IsQuoted: false, IsEscaped: false), end);
        return mark;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Quoted(ReadOnlySpan<byte> bytes, int opening, ref RecordMarks marks, bool isAll)
    {
        var escaped = false;
        while (marks.Next() is >= 0 and var at)
        {
            switch (bytes[at])
            {
                case (byte)'\n':
                    (_firstLine, _crossing) = LineEnds == 0 ? (at, CellCount) : (_firstLine, _crossing);
                    if (++LineEnds == MaxLines)
                    {
                        return Stop(RecordFault.OpenQuote);
                    }

                    break;
                case (byte)'"' when at + 1 < bytes.Length && bytes[at + 1] == '"':
                    escaped = true;
                    marks.Next();
                    break;
                case (byte)'"':
                    Keep(new CellPlace(opening + 1, at - opening - 1, IsQuoted: true, escaped), at + 1);
                    return Behind(bytes, at + 1, ref marks, isAll);
            }
        }

        return isAll ? Stop(RecordFault.OpenQuote) : -1;
    }

    // Behind a closing quote only a comma or a line end may stand.
    private int Behind(ReadOnlySpan<byte> bytes, int at, ref RecordMarks marks, bool isAll)
    {
        var end = at + (at < bytes.Length && bytes[at] == '\r' ? 1 : 0);
        if (end == bytes.Length)
        {
            return isAll ? end : -1;
        }

        var fits = bytes[end] == '\n' || (bytes[end] == ',' && end == at);
        return fits ? marks.Next() : Stop(RecordFault.TextBehindQuote);
    }

    private void Keep(in CellPlace cell, int end)
    {
        BodyLength = end;
        if (CellCount < _cells.Length)
        {
            _cells[CellCount] = cell;
        }
    }

    private int Stop(RecordFault fault)
    {
        (Fault, FaultCell) = (fault, CellCount);
        return -1;
    }

    // Ends the record at its first line end, if that is at hand.
    private void GiveUp(ReadOnlySpan<byte> bytes, bool isAll)
    {
        // Whichever way a record over several lines fails, it is the quote that crossed the first line end that is blamed: so the blame
        // is the same when only the first line is seen.
        (Fault, FaultCell) = _crossing >= 0 ? (RecordFault.OpenQuote, _crossing) : (Fault, FaultCell);
        var line = _firstLine >= 0 ? _firstLine : bytes.IndexOf((byte)'\n');
        GoesOn = line < 0 && !isAll && bytes.Length > MaxRecord;
        LineEnds = 1;
        Length = line >= 0 ? line + 1 : isAll || GoesOn ? bytes.Length : 0;
    }
}
