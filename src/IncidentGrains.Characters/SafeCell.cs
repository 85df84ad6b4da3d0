namespace IncidentGrains.Characters;

/// <summary>Keeps a spreadsheet from running what others typed: a cell that begins like a formula is written as text, with ' before it.</summary>
/// <remarks>The first characters are those of the OWASP page on CSV injection, with the full-width forms that East Asian spreadsheets take
/// for the same. White space before them is skipped, as spreadsheets do.</remarks>
public static class SafeCell
{
    private const string Starts = "=+-@\t\r＝＋－＠";

    /// <summary>The text, harmless.</summary>
    public static string Text(string text) => IsFormula(text) ? "'" + text : text;

    private static bool IsFormula(string text) =>
        text.Length > 0 && (Starts.Contains(text[0], StringComparison.Ordinal) || (text.TrimStart() is { Length: > 0 } rest && Starts.Contains(rest[0], StringComparison.Ordinal)));
}
