using Google.Protobuf.WellKnownTypes;

namespace IncidentGrains.Cli.Output;

/// <summary>Lengths of time on clocks.</summary>
internal static class ClockText
{
    /// <summary>What is left, such as <c>5 h 12 min</c> or <c>2 d 3 h</c>; past it, <c>29 h 35 min over</c>; empty if nothing runs.</summary>
    public static string Left(Duration? left) => left?.ToTimeSpan() switch
    {
        null => "",
        { Ticks: < 0 } over => $"{Hours((-over).ToDuration())} over",
        { TotalDays: >= 2 } long_ => $"{long_.Days} d {long_.Hours} h",
        var short_ => Hours(short_.Value.ToDuration()),
    };

    /// <summary>Hours and minutes; hours are not folded into days, since regulators count them.</summary>
    public static string Hours(Duration length)
    {
        var time = length.ToTimeSpan();
        return $"{(long)time.TotalHours} h {time.Minutes:00} min";
    }

    /// <summary>A milestone of a deadline.</summary>
    public static string Milestone(Duration before) => before.ToTimeSpan() switch
    {
        { Ticks: 0 } => "at the deadline",
        { Ticks: < 0 } after => $"{(long)(-after).TotalHours} h after the deadline",
        var ahead => $"{(long)ahead.TotalHours} h before the deadline",
    };
}
