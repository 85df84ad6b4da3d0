namespace IncidentGrains.Law.Regulators.Packs;

/// <summary>Codes of countries and their parts.</summary>
public static class JurisdictionCode
{
    /// <summary>True of an ISO 3166-1 alpha-2 code, or one with a part after a dash (ISO 3166-2).</summary>
    public static bool IsOne(string code) =>
        code.Length >= 2 && char.IsAsciiLetterUpper(code[0]) && char.IsAsciiLetterUpper(code[1])
        && (code.Length == 2 || (code[2] == '-' && code.Length is > 3 and <= 6 && code[3..].All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c))));
}
