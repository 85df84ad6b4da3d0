using System.Buffers;
using System.Text;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Turns bytes of a CSV file into text.</summary>
internal static class CsvBytes
{
    /// <summary>Characters of an over-long line that a rejects file keeps: enough to find it again.</summary>
    public const int KeptOfOverlong = 1000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a cell, its quotes once. The bytes are valid UTF-8.</summary>
    public static string Cell(ReadOnlySpan<byte> record, CellPlace place)
    {
        var text = Strict.GetString(record.Slice(place.Start, place.Length));
        return place.IsEscaped ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    /// <summary>The text of a record as it stands: what is no UTF-8, and control characters, as <c>\xNN</c>, so nothing of it is
    /// lost and a terminal that shows it is not commanded by it.</summary>
    public static string Raw(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            if (status == OperationStatus.Done && (rune.Value is >= ' ' and not 0x7F || rune.Value is '\t' or '\r' or '\n'))
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var broken in bytes[..consumed])
                {
                    text.Append("\\x").Append(broken.ToString("X2"));
                }
            }

            bytes = bytes[consumed..];
        }

        return text.ToString().TrimEnd('\r', '\n');
    }
}
