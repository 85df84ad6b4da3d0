using System.Buffers;
using System.Text;

namespace IncidentGrains.Registry.Rows;

/// <summary>Small questions to valid UTF-8.</summary>
internal static class Utf8Text
{
    // No white space of Unicode begins with this byte or a higher one; Hangul, ideographs and most else do.
    private const byte BeyondSpaces = 0xE4;

    /// <summary>True if the text has anything but white space.</summary>
    public static bool IsWritten(ReadOnlySpan<byte> text) => !TrimStart(text).IsEmpty;

    /// <summary>The text without white space around it, as Unicode defines white space.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        text = TrimStart(text);
        while (!text.IsEmpty)
        {
            if (text[^1] is > 0x20 and < 0x7F || (text.Length >= 3 && text[^3] >= BeyondSpaces && text[^1] >= 0x80)
                || Rune.DecodeLastFromUtf8(text, out var rune, out var length) != OperationStatus.Done || !Rune.IsWhiteSpace(rune))
            {
                break;
            }

            text = text[..^length];
        }

        return text;
    }

    private static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            // Nearly every text begins with a visible character; only what may be white space is decoded.
            if (text[0] is (> 0x20 and < 0x7F) or >= BeyondSpaces || Rune.DecodeFromUtf8(text, out var rune, out var length) != OperationStatus.Done || !Rune.IsWhiteSpace(rune))
            {
                break;
            }

            text = text[length..];
        }

        return text;
    }
}
