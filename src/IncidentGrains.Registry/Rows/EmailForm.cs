using System.Buffers;
using System.Text;
using IncidentGrains.Characters;

namespace IncidentGrains.Registry.Rows;

/// <summary>
/// The normalised form of an e-mail address: no white space around it, Unicode form C, lower case. Characters that merely look alike stay
/// different, so an address with a Cyrillic а names another person than one with a Latin a.
/// </summary>
/// <remarks>Lengths are those of RFC 5321 (64 before the @, 253 for a domain name, 63 a label). Quoted local parts and address literals, which
/// no shop accepts, are unusable. Letters before the @ fold too: no large provider tells them apart.</remarks>
public static class EmailForm
{
    /// <summary>Room that the longest form takes, in bytes: folding can lengthen a letter.</summary>
    public const int MaxBytes = 1024;

    private const int MaxLocal = 64;
    private const int MinDomain = 3;
    private const int MaxDomain = 253;
    private const int MaxLabel = 63;

    private static readonly SearchValues<byte> NotLocal = SearchValues.Create(
        [.. Enumerable.Range(0, 0x21).Select(c => (byte)c), 0x7F, .. "@,;:<>()[]\\\""u8]);

    private static readonly SearchValues<byte> NotDomain = SearchValues.Create(
        [.. Enumerable.Range(0, 0x80).Where(c => !char.IsAsciiLetterOrDigit((char)c) && c is not ('.' or '-')).Select(c => (byte)c)]);

    /// <summary>Writes the form of a cell; its length, or 0 if the cell holds no usable address.</summary>
    /// <param name="cell">Valid UTF-8.</param>
    /// <param name="into">Room for <see cref="MaxBytes"/>.</param>
    public static int Write(ReadOnlySpan<byte> cell, Span<byte> into)
    {
        var text = Utf8Text.Trim(cell);
        if (!Ascii.IsValid(text))
        {
            return WriteFolded(text, into);
        }

        if (!IsAddress(text))
        {
            return 0;
        }

        Ascii.ToLower(text, into, out var length);
        return length;
    }

    private static int WriteFolded(ReadOnlySpan<byte> text, Span<byte> into)
    {
        // Composed, a text is at most a few times shorter.
        if (text.Length > MaxBytes)
        {
            return 0;
        }

        var composed = CanonicalForm.Of(Encoding.UTF8.GetString(text));
        foreach (var rune in composed.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                return 0;
            }
        }

        // Folding can bring letters together that compose.
        return IsAddress(Encoding.UTF8.GetBytes(composed)) ? Encoding.UTF8.GetBytes(CanonicalForm.Of(composed.ToLowerInvariant()), into) : 0;
    }

    private static bool IsAddress(ReadOnlySpan<byte> text)
    {
        // The first character that no local part has is the @; a second @ is none of a domain's.
        var at = text.IndexOfAny(NotLocal);
        return at is >= 1 and <= MaxLocal && text[at] == '@' && IsDomain(text[(at + 1)..]);
    }

    private static bool IsDomain(ReadOnlySpan<byte> domain)
    {
        if (domain.Length is < MinDomain or > MaxDomain || domain.ContainsAny(NotDomain))
        {
            return false;
        }

        for (var labels = 1; ; labels++)
        {
            var end = domain.IndexOf((byte)'.');
            var label = end < 0 ? domain : domain[..end];
            if (label.Length is 0 or > MaxLabel || label[0] == '-' || label[^1] == '-')
            {
                return false;
            }

            if (end < 0)
            {
                return labels > 1;
            }

            domain = domain[(end + 1)..];
        }
    }
}
