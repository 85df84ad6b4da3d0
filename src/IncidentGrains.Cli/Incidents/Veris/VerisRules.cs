using System.Text.Json.Nodes;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>What has to be true of a VERIS incident for this program to read it, whichever version of the schema it follows, and what no
/// schema can say: dates that exist, ranges that are none the wrong way round.</summary>
internal static class VerisRules
{
    private static readonly string[] Confirmations = ["Confirmed", "Suspected", "Near miss", "False positive"];
    private static readonly string[] Intervals = ["compromise", "exfiltration", "discovery", "containment"];
    private static readonly string[] Disclosures = ["Yes", "No", "Potentially", "Unknown"];

    /// <summary>All that is wrong.</summary>
    public static IReadOnlyList<VerisFinding> Check(VerisDocument document)
    {
        var incident = document.Incident;
        var findings = new List<VerisFinding>();
        void Unless(bool holds, string path, string message)
        {
            if (!holds)
            {
                findings.Add(document.Finding(path, message));
            }
        }

        Unless(VerisFields.Text(incident["incident_id"]) is { } id && id.Trim().Length > 0, "/incident_id", "is missing; an incident needs an id to be told from others.");
        Unless(VerisFields.Text(incident["security_incident"]) is { } said && Confirmations.Contains(said), "/security_incident", $"is none of {string.Join(", ", Confirmations)}.");
        Unless(incident["summary"] is null || VerisFields.Text(incident["summary"]) is not null, "/summary", "is no text.");
        CheckTimeline(incident["timeline"], Unless);

        var confidentiality = JsonPointer.At(incident, "attribute", "confidentiality");
        Unless(
            confidentiality is null || (VerisFields.Text(JsonPointer.At(confidentiality, "data_disclosure")) is { } disclosure && Disclosures.Contains(disclosure)),
            "/attribute/confidentiality/data_disclosure", $"is none of {string.Join(", ", Disclosures)}.");
        CheckList(JsonPointer.At(confidentiality, "data"), "/attribute/confidentiality/data", Unless);
        CheckList(JsonPointer.At(incident, "asset", "assets"), "/asset/assets", Unless);
        CheckRange(incident["impact"], "/impact", "overall_", Unless);
        var losses = JsonPointer.At(incident, "impact", "loss") as JsonArray ?? [];
        for (var i = 0; i < losses.Count; i++)
        {
            CheckRange(losses[i], $"/impact/loss/{i}", "", Unless);
        }

        try
        {
            VerisPlus.Read(incident);
        }
        catch (VerisRefusedException e)
        {
            findings.Add(document.Finding("/plus/incidentgrains", e.Finding.Message));
        }

        return findings;
    }

    private static void CheckTimeline(JsonNode? timeline, Action<bool, string, string> unless)
    {
        var began = JsonPointer.At(timeline, "incident");
        unless(VerisFields.Whole(JsonPointer.At(began, "year")) is >= 1950 and <= 2050, "/timeline/incident/year", "is missing or no year from 1950 to 2050.");
        var month = JsonPointer.At(began, "month");
        unless(month is null || VerisFields.Whole(month) is >= 1 and <= 12, "/timeline/incident/month", "is no month from 1 to 12.");
        var day = JsonPointer.At(began, "day");
        unless(day is null || VerisFields.Whole(day) is >= 1 and <= 31, "/timeline/incident/day", "is no day from 1 to 31.");
        // A month without its year, or none, has days enough for any day.
        var days = VerisFields.Whole(JsonPointer.At(began, "year")) is { } year and >= 1 and <= 9999 && VerisFields.Whole(month) is { } m and >= 1 and <= 12 ? DateTime.DaysInMonth(year, m) : 31;
        unless(VerisFields.Whole(day) is not (<= 31 and { } d) || d <= days, "/timeline/incident/day", $"does not exist: the month has {days} days.");
        foreach (var name in Intervals)
        {
            if (JsonPointer.At(timeline, name) is { } interval)
            {
                unless(VerisFields.Text(JsonPointer.At(interval, "unit")) is { } unit && VerisInstant.Units.Contains(unit), $"/timeline/{name}/unit", $"is none of {string.Join(", ", VerisInstant.Units)}.");
                var value = JsonPointer.At(interval, "value");
                unless(value is null || VerisFields.Number(value) is >= 0, $"/timeline/{name}/value", "is no number of at least 0.");
            }
        }
    }

    private static void CheckList(JsonNode? list, string path, Action<bool, string, string> unless)
    {
        unless(list is null or JsonArray { Count: > 0 }, path, "is no list with at least one item.");
        var items = list as JsonArray ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            unless(VerisFields.Text(JsonPointer.At(items[i], "variety")) is not null, $"{path}/{i}/variety", "is missing; say of which variety it is.");
        }
    }

    private static void CheckRange(JsonNode? amounts, string path, string prefix, Action<bool, string, string> unless)
    {
        decimal? Of(string name) => VerisFields.Number(JsonPointer.At(amounts, prefix + name));

        unless(!(Of("min_amount") > Of("max_amount")), $"{path}/{prefix}min_amount", "is above the maximum.");
        unless(!(Of("amount") < Of("min_amount")) && !(Of("amount") > Of("max_amount")), $"{path}/{prefix}amount", "does not lie between its minimum and maximum.");
    }
}
