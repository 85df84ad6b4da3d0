using Dapper;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Incidents;

/// <summary>By what incidents are found and sorted.</summary>
internal static class IncidentFilter
{
    public static IReadOnlyList<ListField> Fields { get; } =
    [
        ListField.Instant("updated_at"), ListField.Instant("opened_at"), ListField.Named<Severity>("severity"), ListField.Named<Stage>("stage"),
        ListField.Searched("title"), ListField.Text("reference"), ListField.Text("commander"),
    ];

    /// <summary>The terms as SQL that begins with AND; values are added to the parameters.</summary>
    /// <exception cref="Contracts.CaseException">A term is not understood.</exception>
    public static string ToSql(string filter, DynamicParameters parameters) => new ListFilter(Fields).ToSql(filter, parameters);
}
