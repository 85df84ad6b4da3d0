using System.Text.Json.Nodes;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>The fields that VERIS 1.4 requires, filled with what is known and with Unknown; what an incident says already stays.</summary>
internal static class VerisSkeleton
{
    /// <summary>Fills what is absent.</summary>
    public static void Complete(JsonObject veris, Incident incident, VerisReading known)
    {
        if (veris["schema_version"] is not null)
        {
            // An imported record keeps the form of its own version.
            return;
        }

        var categories = known.Facts.Where(f => f.Kind == FactKind.DataCategories).SelectMany(f => f.Values).ToList();
        var (actor, action) = VerisActions.For(known.Facts.LastOrDefault(f => f.Kind == FactKind.Cause)?.Text);
        veris.TryAdd("schema_version", "1.4.0");
        veris.TryAdd("incident_id", incident.Reference.Length > 0 ? incident.Reference : incident.IncidentId);
        veris.TryAdd("summary", incident.Title);
        veris.TryAdd("actor", actor);
        veris.TryAdd("action", action);
        veris.TryAdd("asset", new JsonObject { ["assets"] = new JsonArray(new JsonObject { ["variety"] = "Unknown" }), ["cloud"] = new JsonArray("Unknown") });
        veris.TryAdd("discovery_method", new JsonObject { ["unknown"] = true });
        if (categories.Count > 0)
        {
            veris.TryAdd("attribute", new JsonObject { ["confidentiality"] = Confidentiality(incident, categories) });
        }
    }

    private static JsonObject Confidentiality(Incident incident, List<string> categories) => new()
    {
        ["data_disclosure"] = incident.Stage is Stage.Open or Stage.Triaged ? "Potentially" : incident.Resolution == Resolution.NotAnIncident ? "No" : "Yes",
        ["data"] = new JsonArray([.. categories.Select(VerisData.VarietyOf).Distinct(StringComparer.Ordinal).Select(v => new JsonObject { ["variety"] = v })]),
    };
}
