using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Contracts.Cohorts;
using Cohort = IncidentGrains.V1.Cohort;

namespace IncidentGrains.Host.Cohorts;

/// <summary>A registry and its cohorts between the API's messages and the contracts'; enums have equal numbers on both sides.</summary>
internal static class RegistryMapping
{
    public static V1.Registry ToProto(RegistryState s, DateTimeOffset asOf)
    {
        var registry = new V1.Registry
        {
            IncidentId = s.IncidentId,
            Version = s.Version,
            Identifiers = { s.Identifiers.Select(k => (V1.IdentifierKind)k) },
            CategoryNames = { s.Categories },
            Cohorts = { s.Cohorts.Select(Summary) },
            OpenedAt = s.Version == 0 ? null : s.OpenedAt.ToTimestamp(),
            UpdatedAt = s.Version == 0 ? null : s.UpdatedAt.ToTimestamp(),
            AsOf = asOf.ToTimestamp(),
        };
        if (s.Persons is { } persons)
        {
            registry.Persons = persons;
        }

        return registry;
    }

    public static Cohort ToProto(RegistryState s, Contracts.Cohorts.Cohort c) => new()
    {
        CohortId = c.CohortId,
        IncidentId = s.IncidentId,
        RegistryVersion = s.Version,
        Name = c.Name,
        Title = c.Title,
        SourceSystem = c.SourceSystem,
        Determination = c.Determination,
        Categories = { c.Categories },
        State = (V1.CohortState)c.State,
        Imports = { c.Imports.Select(ImportsMapping.Summary) },
        Members = c.Members,
        Rows = c.Rows,
        Rejected = c.Rejected,
        WithdrawalReason = c.WithdrawalReason,
        WithdrawnBy = c.WithdrawnBy,
        DefinedAt = c.DefinedAt.ToTimestamp(),
        DefinedBy = c.DefinedBy,
        UpdatedAt = c.UpdatedAt.ToTimestamp(),
    };

    public static V1.CohortSummary Summary(Contracts.Cohorts.Cohort c) => new()
    {
        CohortId = c.CohortId,
        Name = c.Name,
        Title = c.Title,
        State = (V1.CohortState)c.State,
        Categories = { c.Categories },
        Members = c.Members,
        Rows = c.Rows,
        Rejected = c.Rejected,
        LastImport = c.Imports.Count == 0 ? V1.ImportState.Unspecified : (V1.ImportState)c.Imports[^1].State,
        UpdatedAt = c.UpdatedAt.ToTimestamp(),
    };
}
