using System.Data.Common;
using Dapper;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Grains.Ledger.Storage;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Reads lists from the index tables that every append keeps: filtered, sorted and paged by the database.</summary>
internal sealed class ListReader(ILedgerStore store)
{
    /// <summary>SQL that is true of a row of <c>case_index</c> if <c>@person</c> may see the case.</summary>
    public static string VisibleCase(string alias) =>
        $"({alias}.restricted = 0 OR EXISTS (SELECT 1 FROM case_member m WHERE m.case_id = {alias}.case_id AND m.person = @person))";

    /// <summary>A page of what the actor may see.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="columns">The columns that <paramref name="read"/> takes, in this order.</param>
    /// <param name="from">The tables; the index is <c>i</c>.</param>
    /// <param name="visible">SQL that is true of the rows which the actor may see.</param>
    /// <param name="read">Reads a row.</param>
    public Task<ListPage<TRow>> Page<TRow>(Actor actor, ListQuery query, string columns, string from, string visible, Func<DbDataReader, TRow> read) => store.Read(async c =>
    {
        var parameters = new DynamicParameters(query.Parameters);
        parameters.Add("person", actor.Person);
        parameters.Add("limit", query.Limit);
        var total = await c.ExecuteScalarAsync<long>($"SELECT count(*) FROM {from} WHERE {visible}{query.Filter}", parameters);
        await using var reader = await c.ExecuteReaderAsync(
            $"SELECT {columns} FROM {from} WHERE {visible}{query.Filter}{query.After} ORDER BY {query.Order} LIMIT @limit", parameters);
        var rows = new List<TRow>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return new ListPage<TRow>(rows, total);
    });
}
