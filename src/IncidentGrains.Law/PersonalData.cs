using System.Text.RegularExpressions;

namespace IncidentGrains.Law;

/// <summary>Recognises forms of personal data in free text: the ledger is for ever, so they are kept out of it.</summary>
/// <remarks>Forms, not meaning: e-mail addresses, phone numbers with their usual separators, Korean resident numbers. Names can't be told.</remarks>
public static partial class PersonalData
{
    /// <summary>What kind of personal data the text seems to hold, or null.</summary>
    public static string? FormIn(string text)
    {
        // Digests, UUIDs and dates hold runs of digits that look like phone numbers, and every report is full of them.
        text = Technical().Replace(text, "~");
        return Email().IsMatch(text) ? "an e-mail address"
            : ResidentNumber().IsMatch(text) ? "a resident registration number"
            : KoreanPhone().IsMatch(text) || InternationalPhone().IsMatch(text) || AmericanPhone().IsMatch(text) ? "a phone number"
            : null;
    }

    [GeneratedRegex(
        @"\b(?:[0-9a-fA-F]{32,128}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|20[0-9]{2}-[01][0-9]-[0-3][0-9])\b",
        RegexOptions.NonBacktracking)]
    private static partial Regex Technical();

    // A top-level domain has no digits first: lodash@4.17.21 and root@10.0.0.12 are no addresses of people.
    [GeneratedRegex(@"[\w.%+-]+@(?:[\w-]+\.)+[^\W\d_]{2}", RegexOptions.NonBacktracking)]
    private static partial Regex Email();

    [GeneratedRegex(@"(?:^|\D)\d{6}-[1-8]\d{6}(?:\D|$)", RegexOptions.NonBacktracking)]
    private static partial Regex ResidentNumber();

    [GeneratedRegex(@"(?:^|\D)(?:01[016789][-. ]?\d{3,4}[-. ]?\d{4}|0(?:2|[3-6]\d|70)(?:[-.]|\) ?)\d{3,4}[-.]\d{4})(?:\D|$)", RegexOptions.NonBacktracking)]
    private static partial Regex KoreanPhone();

    [GeneratedRegex(@"\+\d(?:[-. ()]{0,2}\d){8,14}(?:\D|$)", RegexOptions.NonBacktracking)]
    private static partial Regex InternationalPhone();

    [GeneratedRegex(@"(?:^|[^\d-])(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?:\D|$)", RegexOptions.NonBacktracking)]
    private static partial Regex AmericanPhone();
}
