using System.Text.Json.Nodes;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>What the attributes and assets of VERIS say about data and systems.</summary>
internal static class VerisData
{
    // Only where both sides mean the same. VERIS's Personal is any of a dozen categories here, and which one it does not say.
    private static readonly Dictionary<string, string> Same = new(StringComparer.Ordinal)
    {
        ["Credentials"] = "login", ["Payment"] = "payment_card", ["Bank"] = "financial_account", ["Medical"] = "health",
    };

    private static readonly HashSet<string> Health = new(StringComparer.Ordinal) { "health", "phi" };

    private static readonly HashSet<string> Personal = new(StringComparer.Ordinal)
    {
        "name", "email", "phone", "address", "order_history", "rrn", "alien_registration", "passport", "driver_license", "ssn", "credit_info", "biometric",
        "special_care",
    };

    /// <summary>The categories that VERIS's varieties of data stand for; empty if it says that nothing was disclosed.</summary>
    public static IReadOnlyList<string> Categories(JsonObject incident) =>
        [.. Disclosed(incident).Select(d => VerisFields.Text(d["variety"])).OfType<string>().Where(Same.ContainsKey).Select(v => Same[v]).Distinct(StringComparer.Ordinal)];

    /// <summary>The variety under which VERIS counts one of our categories.</summary>
    public static string VarietyOf(string category) =>
        Same.FirstOrDefault(pair => pair.Value == category).Key ?? (Health.Contains(category) ? "Medical" : Personal.Contains(category) ? "Personal" : "Other");

    /// <summary>The varieties of data with their numbers of records, in words; null if there are none.</summary>
    /// <remarks>VERIS counts records, which are not people: the count of the affected stays open.</remarks>
    public static string? WhatLeaked(JsonObject incident)
    {
        var data = Disclosed(incident)
            .Select(d => (Variety: VerisFields.Text(d["variety"]), Amount: VerisFields.Number(d["amount"])))
            .Where(d => d.Variety is not null)
            .Select(d => d.Amount is { } amount ? $"{d.Variety} ({amount:#,0.##} records)" : d.Variety!)
            .ToList();
        var disclosure = VerisFields.Text(JsonPointer.At(incident, "attribute", "confidentiality", "data_disclosure"));
        return data.Count == 0 ? null : Cut($"{string.Join(", ", data)}{(disclosure == "Potentially" ? "; disclosed potentially" : "")}");
    }

    /// <summary>The assets as VERIS names them.</summary>
    public static IReadOnlyList<string> Assets(JsonObject incident) =>
        [.. VerisFields.Objects(JsonPointer.At(incident, "asset", "assets")).Select(a => VerisFields.Text(a["variety"])).OfType<string>()
            .Where(v => !v.EndsWith("Unknown", StringComparison.Ordinal) && v.Trim().Length is > 0 and <= 200).Distinct(StringComparer.Ordinal).Take(200)];

    /// <summary>A text short enough for a fact.</summary>
    public static string Cut(string text)
    {
        const int Room = VerisLimits.FactCharacters - 1;
        // Both halves of a character stay together.
        return text.Length <= VerisLimits.FactCharacters ? text : text[..(char.IsHighSurrogate(text[Room - 1]) ? Room - 1 : Room)] + "…";
    }

    private static IEnumerable<JsonObject> Disclosed(JsonObject incident) =>
        JsonPointer.At(incident, "attribute", "confidentiality") is { } confidentiality && VerisFields.Text(JsonPointer.At(confidentiality, "data_disclosure")) is "Yes" or "Potentially"
            ? VerisFields.Objects(JsonPointer.At(confidentiality, "data")) : [];
}
