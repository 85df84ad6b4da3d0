using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>A VERIS incident as texts that fit into facts, and back, without a loss: each text is a JSON object that gives the value at
/// each JSON pointer, in the order of the document.</summary>
/// <remarks>
/// <c>{"/action/hacking/variety/0": "Brute force"}</c>. A string that is too long for one text goes on under its pointer with <c>~+1</c>,
/// <c>~+2</c>, …, which no pointer ends with: RFC 6901 lets <c>~</c> be followed by 0 and 1 alone.
/// </remarks>
internal static class VerisLines
{
    // A piece of this length fits even if every character of it is escaped as six.
    private const int PieceCharacters = 1200;
    private const string Continuation = "~+";

    // People read these texts too: Hangul stays Hangul.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The texts, each at most <see cref="VerisLimits.FactCharacters"/> long.</summary>
    public static IReadOnlyList<string> Write(JsonObject incident)
    {
        var texts = new List<string>();
        var text = new StringBuilder();
        foreach (var line in Lines(incident, ""))
        {
            if (text.Length + line.Length + "{}, \n".Length > VerisLimits.FactCharacters)
            {
                texts.Add(Close(text));
            }

            text.Append(text.Length == 0 ? "{" : ",\n ").Append(line);
        }

        texts.Add(Close(text));
        return texts;
    }

    /// <summary>The incident that the texts tell.</summary>
    /// <exception cref="VerisRefusedException">A text is none of those that <see cref="Write"/> makes.</exception>
    public static JsonObject Read(IEnumerable<string> texts)
    {
        var tree = new VerisTree();
        foreach (var text in texts)
        {
            foreach (var (key, value) in ReadObject(text))
            {
                var at = key.LastIndexOf(Continuation, StringComparison.Ordinal);
                if (at < 0)
                {
                    tree.Set(key, value?.DeepClone());
                }
                else
                {
                    tree.Append(key[..at], (string?)value ?? "");
                }
            }
        }

        return tree.ToJson() as JsonObject ?? throw new VerisRefusedException("the facts of kind veris tell no incident.");
    }

    private static JsonObject ReadObject(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new VerisRefusedException("a fact of kind veris holds no JSON object.");
        }
        catch (JsonException e)
        {
            throw new VerisRefusedException("a fact of kind veris holds no JSON: " + e.Message);
        }
    }

    private static IEnumerable<string> Lines(JsonNode? node, string path)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members:
                return members.SelectMany(m => Lines(m.Value, VerisPath.Member(path, m.Key)));
            case JsonArray { Count: > 0 } items:
                return items.SelectMany((item, i) => Lines(item, VerisPath.Item(path, i)));
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length > PieceCharacters:
                return Pieces(value.GetValue<string>()).Select((piece, n) => Line(n == 0 ? path : path + Continuation + n, JsonValue.Create(piece)));
            default:
                return [Line(path, node)];
        }
    }

    private static string Line(string key, JsonNode? value) => JsonSerializer.Serialize(key, Plain) + ": " + (value?.ToJsonString(Plain) ?? "null");

    private static IEnumerable<string> Pieces(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(PieceCharacters, text.Length - at);
            // Both halves of a character stay together.
            length -= at + length < text.Length && char.IsHighSurrogate(text[at + length - 1]) ? 1 : 0;
            yield return text.Substring(at, length);
            at += length;
        }
    }

    private static string Close(StringBuilder text)
    {
        var whole = text.Append(text.Length == 0 ? "{}" : "}").ToString();
        text.Clear();
        return whole;
    }
}
