using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentGrains.Grains.Incidents;

/// <summary>Ids of incidents: <c>inc-</c> and 26 characters of Crockford's base 32 in lower case.</summary>
/// <remarks>The prefix keeps Orleans' ADO.NET storage from reading the key as a number, which would fold two keys into one row.</remarks>
internal static partial class IncidentId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>The id of the incident that this person opens with this command: a retry opens the same.</summary>
    public static string Derive(string person, string commandId)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"ig-incident\n{person}\n{commandId}"));
        return string.Create(30, digest, static (text, bytes) =>
        {
            "inc-".CopyTo(text);
            var (bits, have, at) = (0u, 0, 0);
            for (var i = 4; i < text.Length; i++)
            {
                if (have < 5)
                {
                    bits = (bits << 8) | bytes[at++];
                    have += 8;
                }

                have -= 5;
                text[i] = Alphabet[(int)(bits >> have) & 31];
            }
        });
    }

    /// <summary>True if the text has the form of an incident's id.</summary>
    public static bool IsWellFormed(string text) => Form().IsMatch(text);

    [GeneratedRegex(@"^inc-[0-9a-hjkmnp-tv-z]{26}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
