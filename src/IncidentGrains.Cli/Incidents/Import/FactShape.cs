using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Which value a kind of fact carries, as the API's FactKind says.</summary>
internal static class FactShape
{
    private static readonly Dictionary<string, FactKind> ByName = Enum.GetValues<FactKind>()
        .Where(kind => kind != FactKind.Unspecified)
        .ToDictionary(Name, kind => kind, StringComparer.Ordinal);

    /// <summary>The names of the kinds as a mapping writes them: what_leaked, how, began, …</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The kind of that name, or null.</summary>
    public static FactKind? KindOf(string name) => ByName.TryGetValue(name, out var kind) ? kind : null;

    /// <summary>The kind's name: <c>what_leaked</c>.</summary>
    public static string Name(FactKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));

    /// <summary>True if facts of the kind carry an instant.</summary>
    public static bool IsInstant(FactKind kind) => kind is FactKind.Began or FactKind.Ended or FactKind.Notified;

    /// <summary>True if facts of the kind carry a list of codes.</summary>
    public static bool IsValues(FactKind kind) => kind is FactKind.Systems or FactKind.DataCategories or FactKind.Jurisdictions;

    /// <summary>Why a fact can't be read as the mapping says, or null.</summary>
    public static string? Refusal(FactMapping fact) => fact switch
    {
        { Constant.Count: > 0 } when !IsValues(fact.Kind) => $"'constant' lists codes; {Name(fact.Kind)} carries none.",
        { Text: not null } when IsInstant(fact.Kind) || IsValues(fact.Kind) || fact.Kind == FactKind.Affected =>
            $"'text' makes words; {Name(fact.Kind)} carries none. Give its 'column'.",
        { Values: not null } when IsInstant(fact.Kind) || fact.Kind == FactKind.Affected =>
            $"'values' translate words; {Name(fact.Kind)} carries none.",
        _ => null,
    };
}
