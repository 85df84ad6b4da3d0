using IncidentGrains.Cli.Api;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>What is compared between one instant and another: a few rows that a reader can take in.</summary>
internal static class KnownRows
{
    /// <summary>The rows, in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } = ["stage", "affected", "categories", "wording", "awareness claims", "earliest awareness", "first notice after"];

    /// <summary>The rows of an incident as it was known.</summary>
    /// <param name="incident">The incident as of an instant.</param>
    /// <param name="before">The same as of an instant before, to name what was added; null for the first.</param>
    /// <param name="zone">Where instants are read.</param>
    public static IReadOnlyDictionary<string, string> Of(Incident incident, Incident? before, LocalTime zone)
    {
        var categories = Last(incident, FactKind.DataCategories)?.Values.ToList() ?? [];
        var added = before is null ? [] : categories.Except(Last(before, FactKind.DataCategories)?.Values.ToList() ?? [], StringComparer.Ordinal).ToList();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["stage"] = EnumText.Short(incident.Stage),
            ["affected"] = Last(incident, FactKind.Affected)?.Count.ToString("N0") ?? "unknown",
            ["categories"] = added.Count == 0 ? $"{categories.Count}" : $"{categories.Count}, now with {string.Join(", ", added)}",
            ["wording"] = Last(incident, FactKind.WhatLeaked)?.Text ?? "",
            ["awareness claims"] = $"{incident.AwarenessClaims.Count}",
            ["earliest awareness"] = incident.EarliestAwareness is { } at ? zone.Minute(at.ToDateTimeOffset()) : "none",
            ["first notice after"] = FirstNotice(incident) is { } wait ? $"{(int)wait.TotalHours} h {wait.Minutes} min" : "none yet",
        };
    }

    // The same notice, counted from an earlier awareness, can turn from in time to late.
    private static TimeSpan? FirstNotice(Incident incident) =>
        incident.EarliestAwareness is { } aware
        && incident.Facts.Where(fact => fact.Kind == FactKind.Notified && fact.CorrectedBy.Length == 0).Select(fact => fact.Instant).Min() is { } notice
            ? notice.ToDateTimeOffset() - aware.ToDateTimeOffset() : null;

    private static Fact? Last(Incident incident, FactKind kind) =>
        incident.Facts.LastOrDefault(fact => fact.Kind == kind && fact.CorrectedBy.Length == 0);
}
