using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentGrains.Cli.Output;

/// <summary>Prints what no API call answered as JSON.</summary>
internal static class PlainJson
{
    // Relaxed: texts hold apostrophes and Hangul, and the output is no HTML.
    private static readonly JsonSerializerOptions Camel = Options(JsonNamingPolicy.CamelCase);
    private static readonly JsonSerializerOptions Snake = Options(JsonNamingPolicy.SnakeCaseLower);

    /// <summary>One value with names in camelCase.</summary>
    public static void Print<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Camel));

    /// <summary>One value with names in snake_case, as rule packs and facts are written.</summary>
    public static void PrintSnake<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Snake));

    private static JsonSerializerOptions Options(JsonNamingPolicy names) => new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = names,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
