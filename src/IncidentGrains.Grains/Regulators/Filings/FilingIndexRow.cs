using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>What a list shows of a filing.</summary>
internal sealed record FilingIndexRow(FilingState Filing) : IndexRow
{
    /// <summary>Stands for no instant: sorts after every one.</summary>
    public const long NoInstant = long.MaxValue;

    private static readonly IndexTable Filings = new(
        "filing_index",
        IndexTable.Text("filing_id"), IndexTable.Text("case_id"), IndexTable.Number("status"), IndexTable.Text("regulator"), IndexTable.Text("jurisdiction"),
        IndexTable.Text("form"), IndexTable.Text("language"), IndexTable.Text("obligations"), IndexTable.Number("version_number"), IndexTable.Number("version_kind"),
        IndexTable.Number("version_state"), IndexTable.Number("filed_at"), IndexTable.Text("receipt"), IndexTable.Number("open_demands"),
        IndexTable.Number("demand_due_at"), IndexTable.Number("version"), IndexTable.Number("created_at"), IndexTable.Number("updated_at"));

    public override IndexTable Table => Filings;

    public override IReadOnlyList<object> Values =>
    [
        Filing.FilingId, Filing.IncidentId, (long)Filing.Status, Filing.Regulator, Filing.Jurisdiction, Filing.Form, Filing.Language, string.Join(' ', Filing.Obligations),
        (long)Filing.Latest.Number, (long)Filing.Latest.Kind, (long)Filing.Latest.State, Micros(Filing.FirstFiledAt), Filing.AtRegulator?.ReceiptNumber ?? "",
        (long)Filing.Demands.Count(d => d.IsOpen), Micros(Filing.Demands.Where(d => d.IsOpen).Min(d => d.Due)), Filing.Version, Instants.ToMicros(Filing.CreatedAt), Instants.ToMicros(Filing.UpdatedAt),
    ];

    private static long Micros(DateTimeOffset? instant) => instant is { } at ? Instants.ToMicros(at) : NoInstant;
}
