using IncidentGrains.Cli.Api;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Which value a kind of fact carries, as the API's FactKind says.</summary>
internal static class FactShape
{
    /// <summary>True if facts of the kind carry an instant.</summary>
    public static bool IsInstant(FactKind kind) => kind is FactKind.Began or FactKind.Ended or FactKind.Notified;

    /// <summary>True if facts of the kind carry a list of codes.</summary>
    public static bool IsValues(FactKind kind) => kind is FactKind.Systems or FactKind.DataCategories or FactKind.Jurisdictions;

    /// <summary>Why a fact can't be read as the mapping says, or null.</summary>
    public static string? Refusal(FactMapping fact) => fact switch
    {
        { Constant.Count: > 0 } when !IsValues(fact.Kind) => $"'constant' lists codes; {EnumText.Short(fact.Kind)} carries none.",
        { Text: not null } when IsInstant(fact.Kind) || IsValues(fact.Kind) || fact.Kind == FactKind.Affected =>
            $"'text' makes words; {EnumText.Short(fact.Kind)} carries none. Give its 'column'.",
        { Values: not null } when IsInstant(fact.Kind) || fact.Kind == FactKind.Affected =>
            $"'values' translate words; {EnumText.Short(fact.Kind)} carries none.",
        _ => null,
    };
}
