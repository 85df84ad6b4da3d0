namespace IncidentGrains.Law.Calendars;

/// <summary>What a holiday that falls on a free day does to the days beside it.</summary>
public enum Observance
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>nearest</c>: of a Saturday the Friday before is free, of a Sunday the Monday after (5 U.S.C. 6103).</summary>
    Nearest = 1,

    /// <summary><c>next</c>: the next day that is neither weekend nor holiday is free (United Kingdom, Australia).</summary>
    Next = 2,

    /// <summary><c>next_after_sunday</c>: of a Sunday alone, the next day that is no holiday is free (Japan).</summary>
    NextAfterSunday = 3,
}
