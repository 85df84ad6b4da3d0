using IncidentGrains.Law.Clocks;
using IncidentGrains.Law.Regulators.Conditions;
using IncidentGrains.Law.Regulators.Facts;

namespace IncidentGrains.Law.Regulators.Packs;

/// <summary>The clock that runs under a condition; of several cases the first counts that is not excluded.</summary>
/// <param name="When">The condition.</param>
/// <param name="Clock">The clock; null for "without delay", which has no instant.</param>
/// <param name="Recipients">To whom it is owed in this case, if otherwise than usual.</param>
internal sealed record ClockCase(Condition When, Clock? Clock, IReadOnlyList<string>? Recipients);

/// <summary>What starts the clock.</summary>
/// <param name="When">When this source counts.</param>
/// <param name="Event">The event; null for the instant of learning.</param>
/// <param name="Rule">The rule that the event has to name, or null.</param>
/// <param name="Pick">Which event, if there are several.</param>
/// <param name="After">The event counts only after a report under this rule; null: always.</param>
/// <param name="OrLearned">Without the event, the instant of learning starts the clock; else it waits.</param>
internal sealed record StartSource(Condition When, CaseEventType? Event, string? Rule, Pick Pick, string? After, bool OrLearned);

/// <summary>Which of several events counts.</summary>
internal enum Pick
{
    /// <summary>The first.</summary>
    First,

    /// <summary>The last so far.</summary>
    Latest,

    /// <summary>Each starts a clock of its own.</summary>
    Each,
}

/// <summary>An instant shown beside the deadline, never instead of it.</summary>
/// <param name="Name">Its name, such as <c>ROLLED</c>.</param>
/// <param name="Clock">How it is counted; null if it is the deadline, rolled.</param>
/// <param name="Roll">How it rolls.</param>
/// <param name="LaterThan">It is only shown if later than this other advisory; null: always.</param>
/// <param name="OnlyIfDifferent">It is only shown if it differs from the deadline.</param>
/// <param name="Confidence">How sure the reading is: H, M or L.</param>
/// <param name="Citation">Its source.</param>
internal sealed record Advisory(string Name, Clock? Clock, Roll Roll, string? LaterThan, bool OnlyIfDifferent, string Confidence, string Citation);

/// <summary>Another rule takes this one's place once an event has happened, unless it was done before.</summary>
internal sealed record Supersession(string Rule, CaseEventType Event);
