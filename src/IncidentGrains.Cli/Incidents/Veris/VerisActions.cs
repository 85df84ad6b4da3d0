using System.Text.Json.Nodes;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>What the actions and actors of VERIS say about how it happened, and why.</summary>
internal static class VerisActions
{
    private static readonly string[] Names = ["hacking", "malware", "social", "misuse", "physical", "error", "environmental"];

    /// <summary>The actions in words, such as <c>hacking: Brute force, via Web application</c>; null if VERIS names none.</summary>
    public static string? How(JsonObject incident)
    {
        var actions = Names.Select(name => (name, Action: JsonPointer.At(incident, "action", name) as JsonObject)).Where(a => a.Action is not null)
            .Select(a => (a.name, Varieties: VerisFields.Texts(a.Action!["variety"]), Vectors: VerisFields.Texts(a.Action["vector"])))
            .Where(a => a.Varieties.Count > 0)
            .Select(a => $"{a.name}: {string.Join(", ", a.Varieties)}{(a.Vectors.Count > 0 ? ", via " + string.Join(", ", a.Vectors) : "")}")
            .ToList();
        return actions.Count == 0 ? null : VerisData.Cut(string.Join("; ", actions));
    }

    /// <summary>The cause in the words of the rule packs; null if VERIS points to none of them, or to several.</summary>
    public static string? Cause(JsonObject incident)
    {
        var error = VerisFields.Texts(JsonPointer.At(incident, "action", "error", "variety"));
        string?[] causes =
        [
            Has(incident, "actor", "external") && (Has(incident, "action", "hacking") || Has(incident, "action", "malware")) ? "external_intrusion" : null,
            Has(incident, "actor", "internal") && Has(incident, "action", "misuse") ? "insider" : null,
            error.Contains("Misdelivery") ? "internal_mis_send" : null,
            error.Contains("Loss") || VerisFields.Texts(JsonPointer.At(incident, "action", "physical", "variety")).Contains("Theft") ? "loss" : null,
        ];
        return causes.OfType<string>().ToList() is [var cause] ? cause : null;
    }

    /// <summary>The actor and action that VERIS wants for a cause of ours; what we don't know is Unknown.</summary>
    public static (JsonObject Actor, JsonObject Action) For(string? cause) => cause switch
    {
        "external_intrusion" => (Actor("external"), Act("hacking", "Unknown")),
        "insider" => (Actor("internal"), Act("misuse", "Unknown")),
        "internal_mis_send" => (Actor("internal"), Act("error", "Misdelivery")),
        "loss" => (new JsonObject { ["unknown"] = new JsonObject() }, Act("error", "Loss")),
        _ => (new JsonObject { ["unknown"] = new JsonObject() }, new JsonObject { ["unknown"] = new JsonObject() }),
    };

    private static JsonObject Actor(string name) =>
        new() { [name] = new JsonObject { ["variety"] = new JsonArray("Unknown"), ["motive"] = new JsonArray("Unknown") } };

    private static JsonObject Act(string name, string variety) =>
        new() { [name] = new JsonObject { ["variety"] = new JsonArray(variety), ["vector"] = new JsonArray("Unknown") } };

    private static bool Has(JsonObject incident, string section, string name) => JsonPointer.At(incident, section, name) is JsonObject;
}
