using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Tests.Registry.Rows;

/// <summary>The rules of records once more, byte by byte and without haste: what <see cref="RecordScanner"/> is compared with.</summary>
internal static class PlainRecords
{
    /// <summary>One record: its line, its cells, or why it can't be read and which cell is to blame.</summary>
    public sealed record Plain(long Line, List<(byte[] Text, bool IsQuoted)> Cells, RejectReason Fault, int FaultCell);

    /// <summary>All records of some bytes, blank lines left out.</summary>
    public static List<Plain> Read(byte[] bytes, int cells)
    {
        var records = new List<Plain>();
        var line = 1L;
        for (var at = 0; at < bytes.Length;)
        {
            if (Blank(bytes, at) is > 0 and var blank)
            {
                (at, line) = (at + blank, line + 1);
                continue;
            }

            var (record, end) = One(bytes, at, cells);
            records.Add(record with { Line = line });
            for (; at < end; at++)
            {
                line += bytes[at] == '\n' ? 1 : 0;
            }
        }

        return records;
    }

    private static int Blank(byte[] bytes, int at) =>
        bytes[at] == '\n' ? 1
        : bytes[at] != '\r' ? 0
        : at + 1 == bytes.Length ? 1
        : bytes[at + 1] == '\n' ? 2
        : 0;

    private static (Plain Record, int End) One(byte[] bytes, int start, int cells)
    {
        var read = new List<(byte[], bool)>();
        var (at, lines, crossing) = (start, 0, -1);
        var fault = RejectReason.None;
        while (fault == RejectReason.None)
        {
            var text = new List<byte>();
            var isQuoted = at < bytes.Length && bytes[at] == '"';
            var closed = !isQuoted;
            for (at += isQuoted ? 1 : 0; isQuoted && !closed && at < bytes.Length && lines < RecordScanner.MaxLines && at - start < RecordScanner.MaxRecord; at++)
            {
                if (bytes[at] != '"')
                {
                    crossing = bytes[at] == '\n' && lines == 0 ? read.Count : crossing;
                    lines += bytes[at] == '\n' ? 1 : 0;
                    text.Add(bytes[at]);
                }
                else if (at + 1 < bytes.Length && bytes[at + 1] == '"')
                {
                    text.Add(bytes[at++]);
                }
                else
                {
                    closed = true;
                }
            }

            for (; !isQuoted && at < bytes.Length && bytes[at] is not ((byte)',' or (byte)'\n' or (byte)'"') && at - start < RecordScanner.MaxRecord; at++)
            {
                text.Add(bytes[at]);
            }

            var end = at;
            var isAtCarriageReturn = isQuoted && at < bytes.Length && bytes[at] == '\r' && (at + 1 == bytes.Length || bytes[at + 1] == '\n');
            end += isAtCarriageReturn ? 1 : 0;
            var isLast = end == bytes.Length || bytes[end] == '\n';
            if (isLast ? Math.Min(end + 1, bytes.Length) - start > RecordScanner.MaxRecord : end - start >= RecordScanner.MaxRecord)
            {
                fault = crossing >= 0 ? RejectReason.Quoting : RejectReason.Length;
            }
            else if (!closed || (!isLast && (bytes[end] != ',' || isAtCarriageReturn)))
            {
                fault = RejectReason.Quoting;
            }
            else
            {
                if (!isQuoted && isLast && text is [.., (byte)'\r'])
                {
                    text.RemoveAt(text.Count - 1);
                }

                read.Add(([.. text], isQuoted));
                at = end + 1;
                if (isLast)
                {
                    fault = cells == 0 || read.Count == cells ? RejectReason.None : crossing >= 0 ? RejectReason.Quoting : RejectReason.Cells;
                    if (fault == RejectReason.None)
                    {
                        return (new Plain(0, read, fault, -1), Math.Min(at, bytes.Length));
                    }

                    break;
                }
            }
        }

        // Given up: the first line is all it costs.
        var first = Array.IndexOf(bytes, (byte)'\n', start);
        var blamed = fault == RejectReason.Quoting ? crossing >= 0 ? crossing : read.Count : -1;
        return (new Plain(0, [], fault, blamed), first < 0 ? bytes.Length : first + 1);
    }
}
