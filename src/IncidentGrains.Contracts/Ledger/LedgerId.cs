using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace IncidentGrains.Contracts.Ledger;

/// <summary>Ids of aggregates: a prefix such as <c>inc-</c> and 26 characters of Crockford's base 32 in lower case.</summary>
/// <remarks>The prefix keeps Orleans' ADO.NET storage from reading the key as a number, which would fold two keys into one row.</remarks>
public static class LedgerId
{
    private const int Prefix = 4;
    private const int Length = Prefix + 26;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>The id that follows from its parts: the same parts make the same id, wherever and whenever.</summary>
    public static string Derive(string prefix, params IEnumerable<string> parts)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
        return string.Create(Length, (prefix, digest), static (text, from) =>
        {
            from.prefix.CopyTo(text);
            var (bits, have, at) = (0u, 0, 0);
            for (var i = Prefix; i < text.Length; i++)
            {
                if (have < 5)
                {
                    bits = (bits << 8) | from.digest[at++];
                    have += 8;
                }

                have -= 5;
                text[i] = Alphabet[(int)(bits >> have) & 31];
            }
        });
    }

    /// <summary>True if the text has the form of an id with this prefix.</summary>
    public static bool IsWellFormed(string prefix, string text) =>
        text.Length == Length && text.StartsWith(prefix, StringComparison.Ordinal) && text.AsSpan(Prefix).IndexOfAnyExcept(Letters) < 0;
}
