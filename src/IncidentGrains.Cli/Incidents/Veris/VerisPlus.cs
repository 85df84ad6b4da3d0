using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Cli.Api;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary><c>plus.incidentgrains</c>: what this record knows beyond VERIS, in the section that VERIS leaves to those who use it.</summary>
internal static class VerisPlus
{
    private const string Section = "plus";
    private const string Name = "incidentgrains";
    private const string Instants = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    /// <summary>What the section says; null if there is none.</summary>
    /// <exception cref="VerisRefusedException">The section is not as <see cref="Write"/> makes it.</exception>
    public static VerisReading? Read(JsonObject incident)
    {
        if (JsonPointer.At(incident, Section, Name) is not { } ours)
        {
            return null;
        }

        return ours is JsonObject members && members.All(m => m.Key is "facts" or "awareness" or "timeline" && m.Value is JsonArray items && items.All(i => i is JsonObject))
            ? new VerisReading(
                [.. VerisFields.Objects(ours["facts"]).Select(Fact)],
                [.. VerisFields.Objects(ours["awareness"]).Select(c => new NewAwarenessClaim { AwareAt = Instant(c["aware_at"]), AssertedBy = Text(c, "asserted_by"), Basis = Text(c, "basis") })],
                [.. VerisFields.Objects(ours["timeline"]).Select(e => new VerisEntry(Instant(e["occurred_at"]).ToDateTimeOffset(), Text(e, "text")))])
            : throw new VerisRefusedException("plus.incidentgrains holds other things than lists of facts, awareness and timeline.");
    }

    /// <summary>Puts the section into an incident, after all else.</summary>
    public static void Write(JsonObject incident, VerisReading reading)
    {
        if (incident[Section] is not JsonObject plus)
        {
            incident[Section] = plus = [];
        }

        plus[Name] = new JsonObject
        {
            ["facts"] = new JsonArray([.. reading.Facts.Select(ToJson)]),
            ["awareness"] = new JsonArray([.. reading.Claims.Select(c => new JsonObject { ["aware_at"] = Text(c.AwareAt), ["asserted_by"] = c.AssertedBy, ["basis"] = c.Basis })]),
            ["timeline"] = new JsonArray([.. reading.Entries.Select(e => new JsonObject { ["occurred_at"] = Text(e.OccurredAt.ToTimestamp()), ["text"] = e.Text })]),
        };
    }

    /// <summary>The incident without the section: what VERIS itself says.</summary>
    public static JsonObject Without(JsonObject incident)
    {
        var rest = (JsonObject)incident.DeepClone();
        if (rest[Section] is JsonObject plus && plus.Remove(Name) && plus.Count == 0)
        {
            rest.Remove(Section);
        }

        return rest;
    }

    private static JsonNode ToJson(NewFact fact)
    {
        var json = new JsonObject { ["kind"] = EnumText.Short(fact.Kind).Replace('-', '_') };
        if (fact.Instant is not null)
        {
            json["instant"] = Text(fact.Instant);
        }
        else if (fact.HasCount)
        {
            json["count"] = fact.Count;
        }
        else if (fact.Values.Count > 0)
        {
            json["values"] = new JsonArray([.. fact.Values.Select(v => JsonValue.Create(v))]);
        }
        else
        {
            json["text"] = fact.Text;
        }

        return json;
    }

    private static NewFact Fact(JsonObject json)
    {
        var name = Text(json, "kind");
        var kind = System.Enum.GetValues<FactKind>().FirstOrDefault(k => EnumText.Short(k).Replace('-', '_') == name);
        if (kind is FactKind.Unspecified or FactKind.Veris)
        {
            throw new VerisRefusedException($"plus.incidentgrains.facts: '{name}' is no kind of fact that this program knows.");
        }

        return (json["instant"], json["count"], json["values"], json["text"]) switch
        {
            ({ } instant, null, null, null) => new NewFact { Kind = kind, Instant = Instant(instant) },
            (null, { } count, null, null) when VerisFields.Number(count) is >= 0 and <= long.MaxValue and var number => new NewFact { Kind = kind, Count = (long)number },
            (null, null, JsonArray { Count: > 0 } values, null) => new NewFact { Kind = kind, Values = { VerisFields.Texts(values) } },
            (null, null, null, { } text) => new NewFact { Kind = kind, Text = VerisFields.Text(text) ?? "" },
            _ => throw new VerisRefusedException($"plus.incidentgrains.facts: a fact of kind '{name}' needs one of instant, count, values and text."),
        };
    }

    private static string Text(JsonObject json, string name) =>
        VerisFields.Text(json[name]) ?? throw new VerisRefusedException($"plus.incidentgrains: '{name}' is missing or no text.");

    private static string Text(Timestamp instant) => instant.ToDateTime().ToString(Instants, CultureInfo.InvariantCulture);

    private static Timestamp Instant(JsonNode? json) =>
        DateTimeOffset.TryParseExact(VerisFields.Text(json), Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToTimestamp() : throw new VerisRefusedException($"plus.incidentgrains: {json?.ToJsonString() ?? "nothing"} is no instant such as \"2025-11-18T13:52:00Z\".");
}
