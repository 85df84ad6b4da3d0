using System.Text.Json;

namespace IncidentGrains.Law.Json;

/// <summary>Reads an input that is one JSON object.</summary>
internal static class InputJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>What the object says.</summary>
    /// <exception cref="InputRefusedException">It is no JSON, or something in it is wrong.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, Func<JsonFields, InputMistakes, T> read)
    {
        var mistakes = new InputMistakes();
        using var document = Parse(json);
        var fields = new JsonFields(document.RootElement, "", mistakes);
        mistakes.Refuse();
        var value = read(fields, mistakes);
        fields.End();
        mistakes.Refuse();
        return value;
    }

    /// <summary>The names of the object's fields.</summary>
    /// <exception cref="InputRefusedException">It is no JSON object.</exception>
    public static IReadOnlyList<string> Keys(ReadOnlyMemory<byte> json)
    {
        using var document = Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object ? [.. document.RootElement.EnumerateObject().Select(p => p.Name)]
            : throw new InputRefusedException(["The input is an object, written { … }."]);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        // A byte order mark is what some editors leave; JSON itself has none.
        json = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (JsonException e)
        {
            throw new InputRefusedException([$"line {e.LineNumber + 1}: this is no JSON: {e.Message.Split(" LineNumber:")[0].TrimEnd('.')}."]);
        }
    }
}
