using System.Globalization;
using IncidentGrains.Law.Calendars;
using NodaTime;
using NodaTime.Text;

namespace IncidentGrains.Law.Regulators.Packs;

/// <summary>Reads a holiday calendar: what recurs by rule, and what does not by date.</summary>
internal static class CalendarReader
{
    private static readonly AnnualDatePattern MonthDay = AnnualDatePattern.CreateWithInvariantCulture("MM-dd");

    /// <summary>A calendar.</summary>
    public static HolidayCalendar Read(PackFields fields)
    {
        var id = fields.Text("id");
        fields.Text("name");
        fields.Text("source");
        var rules = new List<HolidayRule>();
        foreach (var holiday in fields.Each("holidays", "a holiday", f => new Holidays(Holiday(f))))
        {
            rules.AddRange(holiday.Rules);
        }

        var listed = fields.Texts("listed").Select(t => fields.DateOf(t, fields.LineOf("listed"))).OfType<DateOnly>().Select(LocalDate.FromDateOnly).ToList();
        var years = Years(fields);
        foreach (var outside in listed.Where(d => years is null || d.Year < years.Value.First || d.Year > years.Value.Last))
        {
            fields.Error("listed", $"{outside:uuuu-MM-dd} is outside 'years', which says for which years the listed days are complete, such as 2024-2030.");
        }

        if (listed.Count > 0)
        {
            rules.Add(new ListedHoliday(listed, fields.Truth("listed_shift", otherwise: false)));
        }

        IReadOnlyList<IsoDayOfWeek> weekend = [.. fields.Texts("weekend").Select(w => fields.WordOf(w, fields.LineOf("weekend"), IsoDayOfWeek.None))];
        return new HolidayCalendar(id, rules, fields.Word("observance", Observance.None), years, weekend.Count > 0 ? weekend : null);
    }

    private sealed record Holidays(IReadOnlyList<HolidayRule> Rules);

    private static List<HolidayRule> Holiday(PackFields fields)
    {
        fields.OptionalText("name");
        var (from, to) = ((int?)fields.Number("from"), (int?)fields.Number("to"));
        var shifts = fields.Truth("shifts", otherwise: true);
        var rules = new List<HolidayRule>();
        foreach (var text in fields.Texts("on"))
        {
            if (MonthDay.Parse(text) is { Success: true, Value: var day })
            {
                rules.Add(new FixedHoliday(day.Month, day.Day, from, to, shifts));
            }
            else
            {
                fields.Error("on", $"'{text}' is no day of the year; write month and day, such as \"12-25\".");
            }
        }

        rules.AddRange(fields.Texts("easter").Select(t => new EasterHoliday(Offset(fields, "easter", t), Orthodox: false, from, to, shifts)));
        rules.AddRange(fields.Texts("orthodox_easter").Select(t => new EasterHoliday(Offset(fields, "orthodox_easter", t), Orthodox: true, from, to, shifts)));
        rules.AddRange(fields.Texts("weekday").Select(t => Weekday(fields, t, from, to, shifts)).OfType<HolidayRule>());
        if (rules.Count == 0)
        {
            fields.Findings.Error(fields.Line, "a holiday needs 'on' (\"12-25\"), 'easter' or 'orthodox_easter' (days after it, such as 1), or 'weekday' (\"monday 01-15\": the first on or after that day).");
        }

        return rules;
    }

    private static int Offset(PackFields fields, string key, string text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) && days is >= -70 and <= 70)
        {
            return days;
        }

        fields.Error(key, $"'{text}' is no number of days after Easter; write for example -2 for Good Friday.");
        return 0;
    }

    private static WeekdayHoliday? Weekday(PackFields fields, string text, int? from, int? to, bool shifts)
    {
        if (text.Split(' ') is [var name, var date] && Facts.FactWords.Find<IsoDayOfWeek>(name) is { } weekday and not IsoDayOfWeek.None
            && MonthDay.Parse(date) is { Success: true, Value: var day })
        {
            return new WeekdayHoliday(weekday, day.Month, day.Day, from, to, shifts);
        }

        fields.Error("weekday", $"'{text}' is no weekday of a year; write one such as \"monday 01-15\", the first Monday on or after that day.");
        return null;
    }

    private static (int First, int Last)? Years(PackFields fields)
    {
        if (fields.OptionalText("years") is not { } text)
        {
            return null;
        }

        if (text.Split('-') is [var first, var last]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var a) && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var b) && a <= b)
        {
            return (a, b);
        }

        fields.Error("years", $"'{text}' are no years; write the first and the last, such as 2024-2030.");
        return null;
    }
}
