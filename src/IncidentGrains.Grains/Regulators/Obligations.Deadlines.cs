using System.Collections.Immutable;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Regulators;

// Deadlines: one clock row for the milestone that comes next of all obligations, set with each append that changes it.
internal sealed partial class Obligations
{
    /// <summary>The obligations' clock: due at the next milestone of any of them.</summary>
    public const string ClockName = "obligation-milestone";

    /// <summary>The instant of the next milestone; null if no obligation runs towards one.</summary>
    public static DateTimeOffset? NextMilestone(ObligationsState state) => state.Obligations.Min(Milestones.NextAt);

    public static ClockSet? Clock(ObligationsState state, ObligationsState before)
    {
        var next = NextMilestone(state);
        return next == NextMilestone(before) ? null : new ClockSet(ClockName, next is { } at ? Instants.ToMicros(at) : null);
    }

    // Whether the instant has come was decided where the clock was claimed, by the earlier of two clocks. What is decided here
    // is whether it still matters: of what was met, waived or superseded meanwhile, nothing is said. After an outage the clock
    // of the next milestone is set in the past, and runs out at once.
    private static Decision Escalate(ObligationsState state, EscalateObligations command, ObligationContext context) =>
        command.Meta.Actor != Actor.System ? throw new InvalidOperationException("Only the system escalates obligations.")
        : new Decision([.. state.Obligations.Where(o => Milestones.NextAt(o) <= command.DueAt).Select(o => Escalated(o, context))]);

    private static ObligationEscalated Escalated(ObligationEntry entry, ObligationContext context)
    {
        var milestone = Milestones.Next(entry)!.Value;
        ImmutableList<string> owner = entry.Assignee.Length > 0 ? [entry.Assignee] : [];
        return new ObligationEscalated(
            entry.ObligationId, milestone, entry.Deadline!.Value,
            owner.IsEmpty || milestone <= TimeSpan.Zero ? [.. owner.Union(context.Leads, StringComparer.Ordinal)] : owner);
    }
}
