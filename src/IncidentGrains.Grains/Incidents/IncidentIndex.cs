using Dapper;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Grains.Ledger.Storage;

namespace IncidentGrains.Grains.Incidents;

/// <summary>What lists show of an incident.</summary>
internal sealed record IncidentRow(
    string CaseId, string Title, string Reference, int Stage, int Severity, string Commander, bool Restricted,
    long Version, long OpenedAt, long UpdatedAt);

/// <summary>A page of rows, and how many there are in all.</summary>
internal sealed record IncidentPage(IReadOnlyList<IncidentRow> Rows, long Total);

/// <summary>Lists incidents from the index that every append keeps: filtered, sorted and paged by the database.</summary>
internal sealed class IncidentIndex(ILedgerStore store)
{
    private const string Visible =
        "(i.restricted = 0 OR EXISTS (SELECT 1 FROM case_member m WHERE m.case_id = i.case_id AND m.person = @person))";

    private const string Columns = "case_id, title, reference, stage, severity, commander, restricted, version, opened_at, updated_at";

    /// <summary>The incident that holds a reference, or null.</summary>
    public Task<string?> FindByReference(string reference) => store.Read(c => c.ExecuteScalarAsync<string?>(
        "SELECT case_id FROM case_index WHERE reference = @reference AND reference <> ''", new { reference }));

    /// <summary>True if the incident exists and the actor may see it. Asks the index, which each append keeps in its own transaction.</summary>
    public Task<bool> IsVisible(string caseId, Actor actor) => store.Read(async c => await c.ExecuteScalarAsync<long>(
        $"SELECT count(*) FROM case_index i WHERE i.case_id = @caseId AND {Visible}", new { caseId, person = actor.Person }) == 1);

    /// <summary>A page of the incidents that the actor may see.</summary>
    public Task<IncidentPage> List(Actor actor, IncidentQuery query) => store.Read(async c =>
    {
        var parameters = new DynamicParameters(query.Parameters);
        parameters.Add("person", actor.Person);
        parameters.Add("limit", query.Limit);
        var total = await c.ExecuteScalarAsync<long>($"SELECT count(*) FROM case_index i WHERE {Visible}{query.Filter}", parameters);
        await using var reader = await c.ExecuteReaderAsync(
            $"SELECT {Columns} FROM case_index i WHERE {Visible}{query.Filter}{query.After} ORDER BY {query.Order} LIMIT @limit", parameters);
        var rows = new List<IncidentRow>();
        while (await reader.ReadAsync())
        {
            rows.Add(new IncidentRow(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetString(5),
                reader.GetInt32(6) != 0, reader.GetInt64(7), reader.GetInt64(8), reader.GetInt64(9)));
        }

        return new IncidentPage(rows, total);
    });
}
