using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Incidents;

/// <summary>A request for a list of incidents.</summary>
internal static class IncidentQuery
{
    private static readonly ListShape Shape = new(IncidentFilter.Fields, "case_id", "updated_at desc");

    /// <summary>Reads the fields of a list request.</summary>
    /// <exception cref="Contracts.CaseException">A field can't be read; the message says what is understood.</exception>
    public static ListQuery Parse(string filter, string orderBy, int pageSize, string pageToken) => ListQuery.Parse(Shape, filter, orderBy, pageSize, pageToken);
}
