using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Cohorts;
using IncidentGrains.V1;
using Cohort = IncidentGrains.Contracts.Cohorts.Cohort;
using ImportFile = IncidentGrains.Contracts.Cohorts.ImportFile;
using ImportMapping = IncidentGrains.Contracts.Cohorts.ImportMapping;
using ImportResult = IncidentGrains.V1.ImportResult;

namespace IncidentGrains.Host.Cohorts;

/// <summary>Imports between the API's messages and the contracts'; enums have equal numbers on both sides.</summary>
internal static class ImportsMapping
{
    private const string DefaultRegion = "KR";

    /// <summary>An import as far as the registry knows it: chunks and their rows are counted elsewhere until it is sealed.</summary>
    public static Import ToProto(RegistryState s, Cohort cohort, CohortImport i) => new()
    {
        ImportId = i.ImportId,
        IncidentId = s.IncidentId,
        CohortId = cohort.CohortId,
        RegistryVersion = s.Version,
        State = (V1.ImportState)i.State,
        Mapping = Mapping(MappingText.Read(i.Mapping)),
        MappingDigest = i.MappingDigest,
        Files = { i.Files.Select(File) },
        ContiguousChunks = i.Chunks,
        ContiguousDigest = ByteString.CopyFrom(Convert.FromHexString(i.Digest)),
        Rows = i.Result?.Rows ?? 0,
        Rejected = i.Result?.Rejected ?? 0,
        Warnings = { Warnings(i.Result) },
        SealingProgress = i.Result is null ? 0 : 1_000,
        Result = Result(i),
        Reason = i.Reason,
        BegunAt = i.BegunAt.ToTimestamp(),
        BegunBy = i.BegunBy,
    };

    public static ImportSummary Summary(CohortImport i) => new()
    {
        ImportId = i.ImportId,
        State = (V1.ImportState)i.State,
        MappingDigest = i.MappingDigest,
        Files = { i.Files.Select(File) },
        Result = Result(i),
        Reason = i.Reason,
        BegunAt = i.BegunAt.ToTimestamp(),
        BegunBy = i.BegunBy,
    };

    public static ImportFile File(V1.ImportFile f) => new(f.Name, f.Size, Convert.ToHexStringLower(f.Digest.Span));

    /// <summary>What a request says of columns, in the form in which it is recorded; absent, the header's names are the fields'.</summary>
    public static ImportMapping Mapping(V1.ImportMapping? m)
    {
        if (m is null)
        {
            return new ImportMapping(Sorted([]), Sorted([]), [], DefaultRegion);
        }

        var columns = m.Columns.Select((c, i) => (Field: Field(c.Field, $"mapping.columns[{i}].field"), c.Column)).ToList();
        (string Field, string Value)[] constants =
            [("country", m.Country.ToUpperInvariant()), ("subdivision", m.Subdivision.ToUpperInvariant()), ("locale", m.Locale), ("categories", string.Join('|', m.Categories))];
        return columns.DistinctBy(c => c.Field).Count() < columns.Count
            ? throw CaseException.Invalid(new FieldViolation("mapping.columns", "maps a field twice; it has one column at most."))
            : new ImportMapping(
                Sorted(columns), Sorted(constants.Where(c => c.Value.Length > 0)), [.. m.Extra], m.DefaultRegion.Length == 0 ? DefaultRegion : m.DefaultRegion.ToUpperInvariant());
    }

    private static V1.ImportMapping Mapping(ImportMapping m) => new()
    {
        Columns = { m.Columns.Select(c => new MappedColumn { Column = c.Value, Field = (ImportField)(MappingRules.Fields.IndexOf(c.Key) + 1) }) },
        Country = m.Constants.GetValueOrDefault("country", ""),
        Subdivision = m.Constants.GetValueOrDefault("subdivision", ""),
        Locale = m.Constants.GetValueOrDefault("locale", ""),
        Categories = { m.Constants.TryGetValue("categories", out var categories) ? categories.Split('|') : [] },
        Extra = { m.Extra },
        DefaultRegion = m.DefaultRegion,
    };

    private static string Field(ImportField field, string name) => field > ImportField.Unspecified && (int)field <= MappingRules.Fields.Count ? MappingRules.Fields[(int)field - 1]
        : throw CaseException.Invalid(new FieldViolation(name, $"is not set; send one of {string.Join(", ", MappingRules.Fields)}."));

    private static ImmutableSortedDictionary<string, string> Sorted(IEnumerable<(string Field, string Value)> pairs) =>
        pairs.ToImmutableSortedDictionary(p => p.Field, p => p.Value, StringComparer.Ordinal);

    private static V1.ImportFile File(ImportFile f) => new() { Name = f.Name, Size = f.Size, Digest = ByteString.CopyFrom(Convert.FromHexString(f.Digest)) };

    private static ImportResult? Result(CohortImport i) => i.Result is not { } r ? null : new ImportResult
    {
        Segment = r.Segment,
        Chunks = r.Chunks,
        Rows = r.Rows,
        Rejected = r.Rejected,
        Duplicates = r.Duplicates,
        Members = r.Members,
        Added = r.Added,
        Persons = r.Persons,
        Warnings = { Warnings(r) },
        SealedAt = i.SealedAt.ToTimestamp(),
    };

    private static IEnumerable<ImportWarning> Warnings(Contracts.Cohorts.ImportResult? result) =>
        result?.Warnings.Select(w => new ImportWarning { Code = w.Key, Rows = w.Value }) ?? [];
}
