using System.Buffers;
using System.Text;

namespace IncidentGrains.Registry.Rows;

/// <summary>Small questions to valid UTF-8.</summary>
internal static class Utf8Text
{
    /// <summary>The text without white space around it, as Unicode defines white space.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            // Nearly every text begins with a visible ASCII character; the rest is decoded.
            if (text[0] is > 0x20 and < 0x7F || Rune.DecodeFromUtf8(text, out var rune, out var length) != OperationStatus.Done || !Rune.IsWhiteSpace(rune))
            {
                break;
            }

            text = text[length..];
        }

        while (!text.IsEmpty)
        {
            if (text[^1] is > 0x20 and < 0x7F || Rune.DecodeLastFromUtf8(text, out var rune, out var length) != OperationStatus.Done || !Rune.IsWhiteSpace(rune))
            {
                break;
            }

            text = text[..^length];
        }

        return text;
    }
}
