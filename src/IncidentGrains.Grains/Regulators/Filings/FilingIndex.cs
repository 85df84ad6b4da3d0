using IncidentGrains.Contracts.Access;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>What lists show of a filing.</summary>
internal sealed record FilingRow(
    string FilingId, string IncidentId, int Status, string Regulator, string Jurisdiction, string Form, string Language, string Obligations, int VersionNumber,
    int VersionKind, int VersionState, long FiledAt, string Receipt, int OpenDemands, long DemandDueAt, long Version, long CreatedAt, long UpdatedAt) : IListRow
{
    public string Key => FilingId;

    public object Sorted(string field) => field switch
    {
        "demand_due_at" => DemandDueAt,
        "updated_at" => UpdatedAt,
        _ => CreatedAt,
    };
}

/// <summary>Lists filings by the index that every append keeps.</summary>
internal sealed class FilingIndex(ILedgerStore store)
{
    private const string Columns =
        "i.filing_id, i.case_id, i.status, i.regulator, i.jurisdiction, i.form, i.language, i.obligations, i.version_number, i.version_kind, i.version_state, i.filed_at, i.receipt, i.open_demands, i.demand_due_at, i.version, i.created_at, i.updated_at";

    private static readonly string Visible = $"(@caseId = '' OR i.case_id = @caseId) AND {ListReader.VisibleCase("c")}";

    /// <summary>A page of the filings that the actor may see.</summary>
    public Task<ListPage<FilingRow>> List(Actor actor, ListQuery query) => new ListReader(store).Page(
        actor, query, Columns, "filing_index i JOIN case_index c ON c.case_id = i.case_id", Visible,
        r => new FilingRow(
            r.GetString(0), r.GetString(1), (int)r.GetInt64(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7), (int)r.GetInt64(8),
            (int)r.GetInt64(9), (int)r.GetInt64(10), r.GetInt64(11), r.GetString(12), (int)r.GetInt64(13), r.GetInt64(14), r.GetInt64(15), r.GetInt64(16), r.GetInt64(17)));
}
