using Google.Api;
using Google.Protobuf.Reflection;

namespace IncidentGrains.Tests.Wire;

/// <summary>The public API, read off the generated descriptors.</summary>
internal static class PublicApi
{
    public static IReadOnlyList<FileDescriptor> Files { get; } =
        [
            V1.AccessReflection.Descriptor, V1.BusReflection.Descriptor, V1.CohortsReflection.Descriptor, V1.FilingsReflection.Descriptor, V1.IncidentsReflection.Descriptor, V1.LedgerReflection.Descriptor, V1.RegulatorsReflection.Descriptor,
            V1.RemediationReflection.Descriptor,
        ];

    public static IReadOnlyList<MethodDescriptor> Methods { get; } = [.. Files.SelectMany(f => f.Services).SelectMany(s => s.Methods)];

    public static IReadOnlyList<MessageDescriptor> Messages { get; } = [.. Files.SelectMany(f => f.MessageTypes).SelectMany(All)];

    public static IReadOnlyList<EnumDescriptor> Enums { get; } =
        [.. Files.SelectMany(f => f.EnumTypes), .. Messages.SelectMany(m => m.EnumTypes)];

    /// <summary>All that a client can depend on: by what may not go away, how it looks on the wire.</summary>
    public static SortedDictionary<string, string> Describe()
    {
        var described = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var message in Messages)
        {
            described.Add($"message {message.FullName}", "");
            foreach (var field in message.Fields.InDeclarationOrder())
            {
                described.Add($"field {message.FullName}.{field.FieldNumber}", $"{field.Name} ({field.JsonName}): {Cardinality(field)}{TypeName(field)}");
            }
        }

        foreach (var item in Enums)
        {
            foreach (var value in item.Values)
            {
                described.Add($"enum {item.FullName}.{value.Number}", value.Name);
            }
        }

        foreach (var method in Methods)
        {
            described.Add(
                $"rpc {method.FullName}",
                $"{(method.IsClientStreaming ? "stream " : "")}{method.InputType.FullName} -> {(method.IsServerStreaming ? "stream " : "")}{method.OutputType.FullName}; {Route(method)}");
        }

        return described;
    }

    private static IEnumerable<MessageDescriptor> All(MessageDescriptor message) => message.NestedTypes.SelectMany(All).Prepend(message);

    private static string Cardinality(FieldDescriptor field) =>
        field.IsRepeated ? "repeated " : field.ToProto().Proto3Optional ? "optional " : "";

    private static string TypeName(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => field.MessageType.FullName,
        FieldType.Enum => field.EnumType.FullName,
        var scalar => scalar.ToString().ToLowerInvariant(),
    };

    private static string Route(MethodDescriptor method)
    {
        var http = method.GetOptions()?.GetExtension(AnnotationsExtensions.Http);
        return http is null ? "no route" : $"{http.PatternCase} {(http.Get.Length > 0 ? http.Get : http.Post)} {http.Body}".TrimEnd();
    }
}
