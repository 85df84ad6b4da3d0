using NodaTime;

namespace IncidentGrains.Law.Clocks;

/// <summary>How long the law gives: an expression such as <c>elapsed(72)</c> or <c>bizDays(4, SEC)</c>. <see cref="ClockText"/> reads it.</summary>
/// <param name="Text">The expression as it is written.</param>
public abstract record Clock(string Text)
{
    /// <summary>The instant at which it runs out.</summary>
    public abstract Instant Due(ClockStart start);

    /// <summary>The calendars that it names.</summary>
    public virtual IEnumerable<string> Calendars => [];

    /// <summary>True if it counts working days of a calendar that it does not name.</summary>
    public virtual bool CountsWorkingDays => false;

    /// <inheritdoc/>
    public sealed override string ToString() => Text;
}

/// <summary><c>elapsed(h)</c>: hours that pass, added to the instant and never to the wall clock; <c>elapsed(h, awareness)</c> counts from awareness.</summary>
internal sealed record Elapsed(string Text, int Hours, bool FromAwareness) : Clock(Text)
{
    public override Instant Due(ClockStart start) => (FromAwareness ? start.Awareness : start.Start) + Duration.FromHours(Hours);
}

/// <summary><c>calDays(n)</c>: local days, the first not counted; <c>calDays(n, day1)</c> counts it.</summary>
internal sealed record CalendarDayCount(string Text, int Days, bool CountsFirst) : Clock(Text)
{
    public override Instant Due(ClockStart start) => start.End(start.Day.PlusDays(CountsFirst ? Days - 1 : Days));
}

/// <summary><c>bizDays(n)</c>, <c>bizDays(n, CALENDAR)</c>: working days after the local day of the start.</summary>
internal sealed record BusinessDayCount(string Text, int Days, string? Calendar) : Clock(Text)
{
    public override IEnumerable<string> Calendars => Calendar is null ? [] : [Calendar];

    public override bool CountsWorkingDays => Calendar is null;

    public override Instant Due(ClockStart start) =>
        start.End((Calendar is null ? start.Calendar : start.Calendars(Calendar)).AddBusinessDays(start.Day, Days));
}

/// <summary><c>months(n)</c>: the same day n months on, or that month's last.</summary>
internal sealed record MonthCount(string Text, int Months) : Clock(Text)
{
    public override Instant Due(ClockStart start) => start.End(start.Day.PlusMonths(Months));
}

/// <summary><c>min(a, b)</c>: whichever runs out first.</summary>
internal sealed record Earliest(string Text, IReadOnlyList<Clock> Of) : Clock(Text)
{
    public override IEnumerable<string> Calendars => Of.SelectMany(c => c.Calendars);

    public override bool CountsWorkingDays => Of.Any(c => c.CountsWorkingDays);

    public override Instant Due(ClockStart start) => Of.Min(c => c.Due(start));
}

/// <summary><c>fromYearEnd(a)</c>: counted from the last day of the local year of the start.</summary>
internal sealed record FromYearEnd(string Text, Clock Inner) : Clock(Text)
{
    public override IEnumerable<string> Calendars => Inner.Calendars;

    public override bool CountsWorkingDays => Inner.CountsWorkingDays;

    public override Instant Due(ClockStart start) => Inner.Due(start with { Start = LocalDay.End(new LocalDate(start.Day.Year, 12, 31), start.Zone) });
}

/// <summary><c>fromNextHour(a)</c>: counted from the next full local hour; an hour that has just begun counts as begun.</summary>
/// <remarks>Regulation (EEC, Euratom) 1182/71 Art 3(1): the hour during which the event occurs is not part of the period.</remarks>
internal sealed record FromNextHour(string Text, Clock Inner) : Clock(Text)
{
    public override IEnumerable<string> Calendars => Inner.Calendars;

    public override bool CountsWorkingDays => Inner.CountsWorkingDays;

    public override Instant Due(ClockStart start)
    {
        var local = start.Start.InZone(start.Zone).TimeOfDay;
        var begun = Duration.FromNanoseconds(local.NanosecondOfDay % NodaConstants.NanosecondsPerHour);
        return Inner.Due(start with { Start = start.Start - begun + Duration.FromHours(1) });
    }
}
