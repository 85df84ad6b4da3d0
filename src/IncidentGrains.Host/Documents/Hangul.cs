using System.Text;

namespace IncidentGrains.Host.Documents;

/// <summary>Puts Hangul together that came in pieces, as some systems write it (Unicode's NFD): a font shows 한, not ㅎㅏㄴ.</summary>
/// <remarks>The arithmetic of Unicode 3.12; <see cref="string.Normalize()"/> does nothing under invariant globalization.</remarks>
internal static class Hangul
{
    private const int First = 0xAC00;
    private const int Leads = 0x1100;
    private const int Vowels = 0x1161;
    private const int Tails = 0x11A7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TailCount = 28;

    /// <summary>The text with whole syllables.</summary>
    public static string Compose(string text)
    {
        if (!text.Any(c => c is >= (char)Leads and < (char)0x1200))
        {
            return text;
        }

        var composed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var last = composed.Length > 0 ? composed[^1] : '\0';
            if (last - Leads is >= 0 and < LeadCount && c - Vowels is >= 0 and < VowelCount)
            {
                composed[^1] = (char)(First + ((((last - Leads) * VowelCount) + c - Vowels) * TailCount));
            }
            else if (last >= First && last <= 0xD7A3 && (last - First) % TailCount == 0 && c - Tails is > 0 and < TailCount)
            {
                composed[^1] = (char)(last + c - Tails);
            }
            else
            {
                composed.Append(c);
            }
        }

        return composed.ToString();
    }
}
