using System.Globalization;

namespace IncidentGrains.Law.Clocks;

/// <summary>Reads clock expressions: <c>elapsed(72)</c>, <c>calDays(30)</c>, <c>bizDays(4, SEC)</c>, <c>months(1)</c>, <c>min(a, b)</c> and so on.</summary>
public static class ClockText
{
    private const string Forms =
        "write elapsed(72), calDays(30), bizDays(4), bizDays(4, SEC), months(1), min(elapsed(4), elapsed(24, awareness)), calDays(30, day1), fromYearEnd(calDays(60)) or fromNextHour(elapsed(72))";

    /// <summary>The clock that a text describes.</summary>
    /// <exception cref="FormatException">It describes none; the message says what can be written.</exception>
    public static Clock Parse(string text)
    {
        var rest = text.AsSpan().Trim();
        var clock = Read(ref rest, text, depth: 0);
        return rest.IsEmpty ? clock : throw Refusal(text);
    }

    private static Clock Read(ref ReadOnlySpan<char> rest, string whole, int depth)
    {
        var open = rest.IndexOf('(');
        if (open <= 0 || depth > 4)
        {
            throw Refusal(whole);
        }

        var begin = rest;
        var name = rest[..open].Trim().ToString();
        rest = rest[(open + 1)..];
        var arguments = new List<string>();
        var clocks = new List<Clock>();
        while (true)
        {
            rest = rest.TrimStart();
            var end = rest.IndexOfAny("(),");
            if (end < 0)
            {
                throw Refusal(whole);
            }

            if (rest[end] == '(')
            {
                clocks.Add(Read(ref rest, whole, depth + 1));
            }
            else
            {
                arguments.Add(rest[..end].Trim().ToString());
                rest = rest[end..];
            }

            rest = rest.TrimStart();
            var last = rest.Length > 0 && rest[0] == ')';
            if (!last && !(rest.Length > 0 && rest[0] == ','))
            {
                throw Refusal(whole);
            }

            rest = rest[1..].TrimStart();
            if (last)
            {
                return Make(name, arguments, clocks, begin[..^rest.Length].Trim().ToString()) ?? throw Refusal(whole);
            }
        }
    }

    private static Clock? Make(string name, List<string> arguments, List<Clock> clocks, string text) => (name, arguments, clocks) switch
    {
        ("elapsed", [var n], []) when Number(n) is { } hours => new Elapsed(text, hours, FromAwareness: false),
        ("elapsed", [var n, "awareness"], []) when Number(n) is { } hours => new Elapsed(text, hours, FromAwareness: true),
        ("calDays", [var n], []) when Number(n) is { } days => new CalendarDayCount(text, days, CountsFirst: false),
        ("calDays", [var n, "day1"], []) when Number(n) is { } days => new CalendarDayCount(text, days, CountsFirst: true),
        ("bizDays", [var n], []) when Number(n) is { } days => new BusinessDayCount(text, days, Calendar: null),
        ("bizDays", [var n, { Length: > 0 } calendar], []) when Number(n) is { } days && char.IsLetter(calendar[0]) => new BusinessDayCount(text, days, calendar),
        ("months", [var n], []) when Number(n) is { } months => new MonthCount(text, months),
        ("min", [], { Count: > 1 }) => new Earliest(text, clocks),
        ("fromYearEnd", [], [var inner]) => new FromYearEnd(text, inner),
        ("fromNextHour", [], [var inner]) => new FromNextHour(text, inner),
        _ => null,
    };

    // Up to ten years of hours: no law gives longer, and calendars end somewhere.
    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 87_600 ? number : null;

    private static FormatException Refusal(string text) => new($"'{text}' is no clock; {Forms}.");
}
