using Dapper;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;

namespace IncidentGrains.Grains.Incidents;

/// <summary>What lists show of an incident.</summary>
internal sealed record IncidentRow(
    string CaseId, string Title, string Reference, int Stage, int Severity, string Commander, bool Restricted,
    long Version, long OpenedAt, long UpdatedAt) : IListRow
{
    public string Key => CaseId;

    public object Sorted(string field) => field switch
    {
        "updated_at" => UpdatedAt,
        "opened_at" => OpenedAt,
        "severity" => Severity,
        "stage" => Stage,
        _ => Title,
    };
}

/// <summary>Lists and finds incidents by the index that every append keeps.</summary>
internal sealed class IncidentIndex(ILedgerStore store)
{
    private const string Columns = "case_id, title, reference, stage, severity, commander, restricted, version, opened_at, updated_at";

    private static readonly string Visible = ListReader.VisibleCase("i");

    /// <summary>The incident that holds a reference, or null.</summary>
    public Task<string?> FindByReference(string reference) => store.Read(c => c.ExecuteScalarAsync<string?>(
        "SELECT case_id FROM case_index WHERE reference = @reference AND reference <> ''", new { reference }));

    /// <summary>True if the incident exists and the actor may see it. Asks the index, which each append keeps in its own transaction.</summary>
    public Task<bool> IsVisible(string caseId, Actor actor) => store.Read(async c => await c.ExecuteScalarAsync<long>(
        $"SELECT count(*) FROM case_index i WHERE i.case_id = @caseId AND {Visible}", new { caseId, person = actor.Person }) == 1);

    /// <summary>A page of the incidents that the actor may see.</summary>
    public Task<ListPage<IncidentRow>> List(Actor actor, ListQuery query) => new ListReader(store).Page(
        actor, query, Columns, "case_index i", Visible,
        r => new IncidentRow(
            r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt32(3), r.GetInt32(4), r.GetString(5),
            r.GetInt32(6) != 0, r.GetInt64(7), r.GetInt64(8), r.GetInt64(9)));
}
