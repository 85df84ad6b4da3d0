using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Regulators;

/// <summary>What the board shows of an obligation.</summary>
internal sealed record ObligationIndexRow(string IncidentId, ObligationEntry Entry) : IndexRow
{
    /// <summary>Stands for no instant: sorts after every one.</summary>
    public const long NoInstant = long.MaxValue;

    private static readonly IndexTable Obligations = new(
        "obligation_index",
        IndexTable.Text("clock_id"), IndexTable.Text("incident_id"), IndexTable.Text("obligation_id"), IndexTable.Text("rule"),
        IndexTable.Text("jurisdiction"), IndexTable.Text("cohort_id"), IndexTable.Text("recipients"), IndexTable.Number("status"),
        IndexTable.Number("due_at"), IndexTable.Number("soft"), IndexTable.Text("time_zone"), IndexTable.Text("assignee"),
        IndexTable.Number("escalations"), IndexTable.Number("waiver_pending"), IndexTable.Number("updated_at"));

    public override IndexTable Table => Obligations;

    // Incidents come first in the key, so that the obligations of one lie together.
    public override IReadOnlyList<object> Values =>
    [
        $"{IncidentId}/{Entry.ObligationId}", IncidentId, Entry.ObligationId, Entry.Law.Rule, Entry.Law.Jurisdiction, Entry.Law.Cohort,
        string.Join(' ', Entry.Law.Recipients), (long)Entry.Law.Status, (Entry.Law.Due ?? Entry.Law.Target) is { } due ? Instants.ToMicros(due) : NoInstant,
        Entry.Law.Soft ? 1L : 0L, Entry.Law.TimeZone, Entry.Assignee, (long)Entry.Escalations.Count, Entry.Waiver is { IsPending: true } ? 1L : 0L,
        Instants.ToMicros(Entry.ChangedAt),
    ];
}
