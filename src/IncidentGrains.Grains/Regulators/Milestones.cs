using IncidentGrains.Contracts.Regulators;

namespace IncidentGrains.Grains.Regulators;

/// <summary>The milestones of a deadline: each is escalated once, and those that had passed before an obligation arose are not.</summary>
internal static class Milestones
{
    /// <summary>How long before the deadline each stands; zero at the deadline, negative after it.</summary>
    /// <remarks>
    /// Two working days to prepare a report, one to have it approved, one shift, one hour; then the deadline itself. An hour
    /// after it, when what was done in the last minute has been recorded, whoever leads the incident hears that it is overdue.
    /// </remarks>
    public static IReadOnlyList<TimeSpan> All { get; } =
        [TimeSpan.FromHours(48), TimeSpan.FromHours(24), TimeSpan.FromHours(6), TimeSpan.FromHours(1), TimeSpan.Zero, TimeSpan.FromHours(-1)];

    /// <summary>The milestone that comes next, or null: there is no deadline, it does not run, or all have passed.</summary>
    public static TimeSpan? Next(ObligationEntry entry) => entry.Deadline is null ? null
        : All.Where(m => !(m >= entry.PassedMilestone)).Select(m => (TimeSpan?)m).FirstOrDefault();

    /// <summary>When it comes.</summary>
    public static DateTimeOffset? NextAt(ObligationEntry entry) => entry.Deadline - Next(entry);

    /// <summary>The milestone to count from for a deadline that is set at an instant: the deadline itself is never among those passed over.</summary>
    public static TimeSpan? PassedOver(DateTimeOffset? deadline, DateTimeOffset at) =>
        All.Where(m => m > TimeSpan.Zero && deadline - m <= at).Select(m => (TimeSpan?)m).LastOrDefault();
}
