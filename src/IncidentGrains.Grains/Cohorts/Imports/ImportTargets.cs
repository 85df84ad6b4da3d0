using System.Text.Json;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Grains.Cohorts.Imports;

/// <summary>How an import's rows are read, from what the ledger says of it.</summary>
internal sealed class ImportTargets(IncidentVault vault)
{
    /// <summary>The target of an import.</summary>
    public async Task<ImportTarget> Of(RegistryState state, Cohort cohort, CohortImport import) =>
        new(state.IncidentId, import.ImportId, await vault.Of(state.IncidentId), Mapping(state, cohort, MappingText.Read(import.Mapping)));

    /// <summary>The reading of rows that a mapping stands for: categories by the incident's bits, of which the cohort has its own.</summary>
    /// <exception cref="JsonException">The mapping is none.</exception>
    public static RowMapping Mapping(RegistryState state, Cohort cohort, ImportMapping mapping) => new()
    {
        Columns = Fields(mapping.Columns),
        Constants = Fields(mapping.Constants),
        Extra = mapping.Extra,
        DefaultRegion = mapping.DefaultRegion.Length > 0 ? mapping.DefaultRegion : "KR",
        Categories = [.. state.Categories.Select(c => cohort.Categories.Contains(c) ? c : "")],
        Identity = [.. state.Identifiers.Select(i => (IncidentGrains.Registry.Keys.IdentifierKind)i)],
    };

    private static Dictionary<RowField, string> Fields(IReadOnlyDictionary<string, string> fields) =>
        fields.ToDictionary(f => FieldNames.Field(f.Key), f => f.Value);
}
