using System.Text;
using IncidentGrains.Characters;

namespace IncidentGrains.Registry.Rows;

/// <summary>The normalised form of a member id: no white space around it, Unicode form C, case kept, 1 to 256 bytes.</summary>
public static class MemberIdForm
{
    /// <summary>The longest form, in bytes.</summary>
    public const int MaxBytes = 256;

    /// <summary>Writes the form of a cell; its length, or 0 if the cell holds no member id.</summary>
    /// <param name="cell">Valid UTF-8.</param>
    /// <param name="into">Room for <see cref="MaxBytes"/>.</param>
    public static int Write(ReadOnlySpan<byte> cell, Span<byte> into)
    {
        var text = Utf8Text.Trim(cell);
        if (!Ascii.IsValid(text))
        {
            return WriteComposed(text, into);
        }

        if (text.Length > MaxBytes)
        {
            return 0;
        }

        text.CopyTo(into);
        return text.Length;
    }

    private static int WriteComposed(ReadOnlySpan<byte> text, Span<byte> into)
    {
        // A character composes out of at most a few of its own size: what is far too long stays too long.
        if (text.Length > MaxBytes * 8)
        {
            return 0;
        }

        var composed = CanonicalForm.Of(Encoding.UTF8.GetString(text));
        return Encoding.UTF8.GetByteCount(composed) <= MaxBytes ? Encoding.UTF8.GetBytes(composed, into) : 0;
    }
}
