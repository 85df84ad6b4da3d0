using System.Text.RegularExpressions;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Recognises forms of personal data in free text: the ledger is for ever, so they are kept out of it.</summary>
/// <remarks>Forms, not meaning: e-mail addresses, phone numbers with their usual separators, Korean resident numbers. Names can't be told.</remarks>
internal static partial class PersonalData
{
    /// <summary>What kind of personal data the text seems to hold, or null.</summary>
    public static string? FormIn(string text) =>
        Email().IsMatch(text) ? "an e-mail address"
        : ResidentNumber().IsMatch(text) ? "a resident registration number"
        : KoreanPhone().IsMatch(text) || InternationalPhone().IsMatch(text) || AmericanPhone().IsMatch(text) ? "a phone number"
        : null;

    [GeneratedRegex(@"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+", RegexOptions.NonBacktracking)]
    private static partial Regex Email();

    [GeneratedRegex(@"(?:^|\D)\d{6}-[1-8]\d{6}(?:\D|$)", RegexOptions.NonBacktracking)]
    private static partial Regex ResidentNumber();

    [GeneratedRegex(@"(?:^|\D)(?:01[016789][-. ]?\d{3,4}[-. ]?\d{4}|0(?:2|[3-6]\d|70)[-.)]\d{3,4}[-.]\d{4})(?:\D|$)", RegexOptions.NonBacktracking)]
    private static partial Regex KoreanPhone();

    [GeneratedRegex(@"\+\d(?:[-. ()]{0,2}\d){8,14}(?:\D|$)", RegexOptions.NonBacktracking)]
    private static partial Regex InternationalPhone();

    [GeneratedRegex(@"(?:^|[^\d-])\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?:\D|$)", RegexOptions.NonBacktracking)]
    private static partial Regex AmericanPhone();
}
