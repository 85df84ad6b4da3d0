using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentGrains.Cli.Api;

/// <summary>Lengths of time as people type them: <c>8h</c>, <c>30m</c>, <c>2d</c>, <c>1h30m</c>, <c>45s</c>.</summary>
internal static partial class DurationText
{
    /// <summary>Reads a length of time.</summary>
    /// <exception cref="FormatException">The text is none; the message says what is accepted.</exception>
    public static TimeSpan Parse(string text)
    {
        var match = Pattern().Match(text);
        if (text.Length == 0 || !match.Success)
        {
            throw new FormatException($"'{text}' is no length of time; write for example 45s, 30m, 8h, 2d or 1h30m");
        }

        return new TimeSpan(Part(match, "d"), Part(match, "h"), Part(match, "m"), Part(match, "s"));
    }

    private static int Part(Match match, string unit) =>
        match.Groups[unit] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;

    // Six digits a unit: more than anybody means, and far from overflow.
    [GeneratedRegex("^(?:(?<d>[0-9]{1,6})d)?(?:(?<h>[0-9]{1,6})h)?(?:(?<m>[0-9]{1,6})m)?(?:(?<s>[0-9]{1,6})s)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
