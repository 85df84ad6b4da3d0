using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Regulators.Filings;

// Deadlines of the regulator's demands: on the board beside those of obligations, with the same milestones, and a clock of their own.
internal sealed partial class Filing
{
    /// <summary>The filing's clock: due at the next milestone of any of its demands.</summary>
    public const string ClockName = "filing-demand";

    /// <summary>The instant of the next milestone; null if no demand runs towards one.</summary>
    public static DateTimeOffset? NextMilestone(FilingState state) => state.Demands.Min(d => Milestones.NextAt(Entry(state, d)));

    public static ClockSet? Clock(FilingState state, FilingState before)
    {
        var next = NextMilestone(state);
        return next == NextMilestone(before) ? null : new ClockSet(ClockName, next is { } at ? Instants.ToMicros(at) : null);
    }

    // A filing that is withdrawn takes the clocks of its demands with it.
    public static IReadOnlyList<IndexRow> Rows(FilingState state, FilingState before) =>
    [
        .. state.Demands.Where(d => d.Due is not null && (state.Status != before.Status || !before.Demands.Contains(d)))
            .Select(d => new ObligationIndexRow(state.IncidentId, Entry(state, d))),
    ];

    /// <summary>A demand as the board shows it: what a regulator asks by an instant is an obligation like others, under the filing's id.</summary>
    public static ObligationEntry Entry(FilingState state, FilingDemand demand) => new(new AssessedObligation
    {
        ObligationId = $"{state.FilingId}#{demand.DemandId}",
        Rule = state.Form,
        Jurisdiction = state.Jurisdiction,
        Cohort = "",
        Recipients = [state.Regulator],
        Status = demand.LateBy is not null ? ObligationStatus.Late
            : !demand.IsOpen ? ObligationStatus.Met
            : state.Status == FilingStatus.Withdrawn ? ObligationStatus.Superseded
            : ObligationStatus.Open,
        Soft = false,
        TimeZone = state.TimeZone,
        Content = "",
        SupersededBy = "",
        WaitsFor = "",
        Advisories = [],
        Citation = "",
        Confidence = "",
        RuleEffectiveFrom = DateOnly.FromDateTime(demand.MadeAt.UtcDateTime),
        Start = demand.MadeAt,
        Due = demand.Due,
        DoneAt = demand.AnsweredAt,
    })
    {
        Escalations = demand.Escalations,
        PassedMilestone = demand.PassedMilestone,
        ChangedVersion = state.Version,
        ChangedAt = demand.ChangedAt,
    };

    // Whether the instant has come was decided where the clock was claimed. What is decided here is whether it still matters.
    private static Decision Escalate(FilingState state, EscalateFilingDemands command, FilingContext context) =>
        command.Meta.Actor != Actor.System ? throw new InvalidOperationException("Only the system escalates demands.")
        : new Decision(
        [
            .. state.Demands.Where(d => Milestones.NextAt(Entry(state, d)) <= command.DueAt).Select(d => new FilingDemandEscalated(
                d.DemandId, Milestones.Next(Entry(state, d))!.Value, d.Due!.Value, [.. context.Leads])),
        ]);
}
