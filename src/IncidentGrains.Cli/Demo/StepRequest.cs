using System.Text.Json.Nodes;
using Google.Protobuf;

namespace IncidentGrains.Cli.Demo;

/// <summary>Makes a step's request. Pure.</summary>
internal static class StepRequest
{
    /// <summary>The request of a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="incidentId">The incident that is meant unless the step names one.</param>
    /// <param name="commandId">The command id.</param>
    /// <param name="item">The item of the checklist that is meant, or null.</param>
    /// <param name="resolve">What a label stands for; null if nothing has it.</param>
    /// <exception cref="FormatException">A field is unknown, has the wrong form, or refers to a label that nothing has.</exception>
    public static IMessage Build(ScenarioStep step, string incidentId, string commandId, string? item, Func<string, string?> resolve)
    {
        var fields = (JsonObject)Resolved(step.Fields, resolve)!;
        var type = step.Method.InputType;
        foreach (var (name, value) in new[] { ("incident_id", incidentId), ("command_id", commandId), ("item_id", item) })
        {
            if (value is not null && type.FindFieldByName(name) is not null && !fields.ContainsKey(name))
            {
                fields[name] = value;
            }
        }

        try
        {
            return JsonParser.Default.Parse(fields.ToJsonString(), type);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new FormatException($"that is no {type.Name}: {e.Message}", e);
        }
    }

    private static JsonNode? Resolved(JsonNode? node, Func<string, string?> resolve) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Resolved(pair.Value, resolve)))),
        JsonArray list => new JsonArray([.. list.Select(item => Resolved(item, resolve))]),
        JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith('$') => JsonValue.Create(
            resolve(text[1..]) ?? throw new FormatException($"no earlier step has the label '{text[1..]}'.")),
        null => null,
        _ => node.DeepClone(),
    };
}
