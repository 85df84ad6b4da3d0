using Dapper;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;

namespace IncidentGrains.Grains.Regulators;

/// <summary>What the board shows of an obligation.</summary>
internal sealed record ClockRow(
    string ClockId, string IncidentId, string ObligationId, string IncidentTitle, string Rule, string Jurisdiction, string CohortId, string Recipients,
    int Status, long DueAt, bool Soft, string TimeZone, string Assignee, int Escalations, bool WaiverPending, long UpdatedAt) : IListRow
{
    public string Key => ClockId;

    /// <summary>True while something is to be done.</summary>
    public bool IsRunning => (ObligationStatus)Status is ObligationStatus.Open or ObligationStatus.Waivable;

    public object Sorted(string field) => field == "updated_at" ? UpdatedAt : DueAt;

    /// <summary>Where it stands at an instant.</summary>
    public ObligationStatus StatusAt(long now) => !Soft && DueAt < now && (ObligationStatus)Status == ObligationStatus.Open ? ObligationStatus.Overdue : (ObligationStatus)Status;
}

/// <summary>The clocks of all incidents, by the index that every append keeps.</summary>
internal sealed class ClockBoard(ILedgerStore store)
{
    private const string Columns =
        "i.clock_id, i.incident_id, i.obligation_id, c.title, i.rule, i.jurisdiction, i.cohort_id, i.recipients, i.status, i.due_at, i.soft, i.time_zone, i.assignee, i.escalations, i.waiver_pending, i.updated_at";

    // Few incidents are restricted: leaving those out spares a look at the case of each of a hundred thousand clocks.
    private static readonly string Visible = $"i.incident_id NOT IN (SELECT h.case_id FROM case_index h WHERE h.restricted = 1 AND NOT {ListReader.VisibleCase("h")})";

    /// <summary>A page of the clocks that the actor may see.</summary>
    public Task<ListPage<ClockRow>> List(Actor actor, ListQuery query) => store.Read(async c =>
    {
        var parameters = new DynamicParameters(query.Parameters);
        parameters.Add("person", actor.Person);
        parameters.Add("limit", query.Limit);
        var total = await c.ExecuteScalarAsync<long>($"SELECT count(*) FROM obligation_index i WHERE {Visible}{query.Filter}", parameters);
        await using var r = await c.ExecuteReaderAsync(
            $"SELECT {Columns} FROM obligation_index i JOIN case_index c ON c.case_id = i.incident_id WHERE {Visible}{query.Filter}{query.After} ORDER BY {query.Order} LIMIT @limit", parameters);
        var rows = new List<ClockRow>();
        while (await r.ReadAsync())
        {
            rows.Add(new ClockRow(
                r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7), (int)r.GetInt64(8),
                r.GetInt64(9), r.GetInt64(10) != 0, r.GetString(11), r.GetString(12), (int)r.GetInt64(13), r.GetInt64(14) != 0, r.GetInt64(15)));
        }

        return new ListPage<ClockRow>(rows, total);
    });

    /// <summary>A page of incidents that have obligations or may get some, after an id, in the order of their ids.</summary>
    public Task<IReadOnlyList<string>> Incidents(string after, int limit) => store.Read(async c => (IReadOnlyList<string>)(await c.QueryAsync<string>(
        "SELECT case_id FROM case_index WHERE case_id > @after ORDER BY case_id LIMIT @limit", new { after, limit })).ToList());
}
