using System.Text.Json.Nodes;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>One incident in VERIS JSON as it was written: its tree, its bytes, and the line of every place.</summary>
/// <remarks>A file of the community's tests, which wraps an incident with its verdict, is unwrapped.</remarks>
internal sealed class VerisDocument
{
    private const string Wrapper = "/incident";

    private readonly byte[] _json;
    private readonly Dictionary<string, long> _offsets;
    private readonly string _prefix;

    private VerisDocument(byte[] json, Dictionary<string, long> offsets, JsonObject incident, string prefix) =>
        (_json, _offsets, Incident, _prefix) = (json, offsets, incident, prefix);

    /// <summary>The incident.</summary>
    public JsonObject Incident { get; }

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="VerisRefusedException">No JSON in UTF-8, no object, a name twice, too large or too deep.</exception>
    public static VerisDocument Read(ReadOnlySpan<byte> content)
    {
        if (content.Length > VerisLimits.FileBytes)
        {
            throw new VerisRefusedException($"is larger than {VerisLimits.FileBytes / 1024} KiB; one file holds one incident.");
        }

        var json = (content.StartsWith("\uFEFF"u8) ? content[3..] : content).ToArray();
        var offsets = VerisPlaces.Of(json);
        if (JsonNode.Parse(json) is not JsonObject root)
        {
            throw new VerisRefusedException(1, 1, "is no JSON object; VERIS writes an incident as one.");
        }

        return root["incident"] is JsonObject incident
            ? new VerisDocument(json, offsets, Detached(incident), Wrapper)
            : new VerisDocument(json, offsets, root, "");
    }

    /// <summary>What is wrong at a place of the incident; if nothing stands there, at what encloses it.</summary>
    public VerisFinding Finding(string path, string message)
    {
        var at = _prefix + path;
        while (!_offsets.ContainsKey(at) && at.Length > 0)
        {
            at = at[..at.LastIndexOf('/')];
        }

        var (line, column) = VerisPlaces.LineOf(_json, _offsets.GetValueOrDefault(at));
        return new VerisFinding(line, column, path, message);
    }

    private static JsonObject Detached(JsonObject incident) => (JsonObject)incident.DeepClone();
}
