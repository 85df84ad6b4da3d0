using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Access;

/// <summary>A request that passes for a real one, made from its description: ids of the right kind, known enums, past instants, harmless texts.</summary>
internal static class GeneratedRequest
{
    private static readonly string[] FactValues = ["instant", "values", "count"];

    /// <summary>A request of the method on these ids; <paramref name="other"/> is for the fields that name a second incident or thing.</summary>
    public static IMessage For(MethodDescriptor method, CaseIds ids, CaseIds? other = null)
    {
        var request = Message(method.InputType, ids);
        foreach (var field in ApiMethods.IdFields(method).Skip(1))
        {
            if ((other ?? ids).Of(field.Name) is { } id)
            {
                field.Accessor.SetValue(request, id);
            }
        }

        return request;
    }

    private static IMessage Message(MessageDescriptor type, CaseIds ids)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);

        // Of a fact's values exactly one may be set, the one of its kind; the first kind has words.
        var isFact = FactValues.All(name => type.FindFieldByName(name) is not null);
        foreach (var field in type.Fields.InDeclarationOrder().Where(f => !(isFact && FactValues.Contains(f.Name)) && f.RealContainingOneof?.Fields[0] is var first && (first is null || first == f)))
        {
            if (Value(field, ids) is not { } value)
            {
                continue;
            }

            if (field.IsRepeated)
            {
                ((System.Collections.IList)field.Accessor.GetValue(message)).Add(value);
            }
            else
            {
                field.Accessor.SetValue(message, value);
            }
        }

        return message;
    }

    // What is left out has a default: any version, the first page, no filter.
    private static object? Value(FieldDescriptor field, CaseIds ids) => field.FieldType switch
    {
        _ when field.IsMap || field.Name == "as_of" => null,
        FieldType.String => Text(field, ids),
        FieldType.Bool => true,
        FieldType.Bytes => ByteString.CopyFrom(new byte[32]),
        FieldType.Int64 when field.Name == "chunks" => 1L,
        FieldType.Enum => field.EnumType.ClrType is { } type ? System.Enum.ToObject(type, field.EnumType.Values.First(v => v.Number != 0).Number) : null,
        FieldType.Message when field.MessageType.FullName == Timestamp.Descriptor.FullName =>
            (field.Name.StartsWith("due", StringComparison.Ordinal) ? DateTime.UtcNow.AddDays(1) : DateTime.UtcNow.AddHours(-1)).ToTimestamp(),
        FieldType.Message when field.MessageType.FullName == Duration.Descriptor.FullName => TimeSpan.FromHours(1).ToDuration(),
        FieldType.Message => Message(field.MessageType, ids),
        _ => null,
    };

    private static string? Text(FieldDescriptor field, CaseIds ids) => field.Name switch
    {
        "command_id" => Clients.NewId(),
        "person" or "members" or "assignee" => "a9-named",
        "playbook" or "playbook_id" => "lost-device",
        "country" or "default_region" or "region" or "jurisdiction" or "calendar" => "KR",
        "roles" => "icsp",
        "rule" => "KR-NET",
        "time_zone" => "Asia/Seoul",
        "regulator" => "PIPC",
        "form" => "generic",
        "language" => "ko",
        "key" => "organisation",
        "closed" or "open" => "2025-12-26",
        "amount" or "unrelated" or "per_person" or "notice_cost" or "participation" => "1",
        "locale" => "ko",
        "expression" => "all",
        "categories" => "email",
        "subdivision" or "extra" => null,
        "name" or "reference" => "a9-" + Clients.NewId(),
        "filter" or "order_by" or "page_token" or "playbooks" => null,
        var name when name.EndsWith("_ids", StringComparison.Ordinal) => null,
        var name when name.EndsWith("_id", StringComparison.Ordinal) => ids.Of(name) ?? "itm-1",
        _ => "a9-generated",
    };
}
