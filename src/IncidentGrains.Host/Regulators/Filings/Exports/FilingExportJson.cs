using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentGrains.Proof;

namespace IncidentGrains.Host.Regulators.Filings.Exports;

/// <summary>An exported filing for programs: the statement as bundles have it, and beside it what is derived from it.</summary>
internal static class FilingExportJson
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file.</summary>
    public static byte[] Write(FilingExport export)
    {
        var checkpoint = export.Checkpoint;
        var root = new JsonObject
        {
            ["format"] = "incidentgrains-filing-export/1",
            ["made_at"] = Instants.ToText(Instants.ToMicros(export.Made)),
            ["filing"] = JsonNode.Parse(export.Filing.ToJson()),
            ["check"] = new JsonArray([.. export.Check.Select(i => new JsonObject
            {
                ["key"] = i.Key, ["label"] = i.Label, ["result"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(i.Result.ToString()),
            })]),
            ["differences"] = new JsonArray([.. export.Differences.Select(d => new JsonObject { ["key"] = d.Key, ["label"] = d.Label, ["before"] = d.Before, ["after"] = d.After })]),
            ["sources"] = new JsonArray([.. export.Sources.Select(s => new JsonObject
            {
                ["stream"] = s.Key.Stream, ["seq"] = s.Key.Seq, ["recorded_at"] = Instants.ToText(Instants.ToMicros(s.Value)),
            })]),
            ["checkpoint"] = new JsonObject
            {
                ["number"] = checkpoint.Checkpoint.Number, ["at"] = Instants.ToText(checkpoint.Checkpoint.AtMicros), ["jws"] = checkpoint.Jws, ["key_fingerprint"] = checkpoint.KeyFingerprint,
            },
        };
        return [.. JsonSerializer.SerializeToUtf8Bytes(root, Readable), (byte)'\n'];
    }
}
