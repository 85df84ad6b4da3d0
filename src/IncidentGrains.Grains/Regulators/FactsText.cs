using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentGrains.Law.Regulators.Facts;

namespace IncidentGrains.Grains.Regulators;

/// <summary>Facts in the JSON that <see cref="FactsJson"/> reads and <c>incidentctl rules evaluate</c> takes.</summary>
internal static class FactsText
{
    private static readonly FactsTextJson Json = new(new JsonSerializerOptions(FactsTextJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Of(CaseFacts facts) => JsonSerializer.Serialize(facts, Json.CaseFacts);
}

/// <summary>Members of enums as the words of <see cref="FactWords"/>.</summary>
internal sealed class FactWordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;

/// <summary>The JSON of facts, generated at build.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(FactWordConverter<IncidentCause>), typeof(FactWordConverter<LeakState>), typeof(FactWordConverter<CaseEventType>)])]
[JsonSerializable(typeof(CaseFacts))]
internal sealed partial class FactsTextJson : JsonSerializerContext;
