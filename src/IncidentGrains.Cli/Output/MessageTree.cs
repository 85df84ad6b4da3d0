using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Cli.Api;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>Any message, readably: a reply that has no form of its own yet is printed field by field.</summary>
internal static class MessageTree
{
    /// <summary>Prints the fields that are set, nested ones indented.</summary>
    public static void Write(IAnsiConsole console, IMessage message, int indent = 0)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            var label = new string(' ', indent) + field.Name.Replace('_', ' ');
            switch (value)
            {
                case null or "" or ByteString { Length: 0 } or IList { Count: 0 } or IDictionary { Count: 0 }:
                    break;
                case IDictionary map:
                    Terminal.Line(console, $"{label}: {string.Join(", ", map.Keys.Cast<object>().Select(k => $"{k}={map[k]}"))}");
                    break;
                case IList list when field.FieldType == FieldType.Message && !IsLeaf(field.MessageType):
                    foreach (var item in list)
                    {
                        Terminal.Line(console, label, Styles.Bold);
                        Write(console, (IMessage)item, indent + 2);
                    }

                    break;
                case IList list:
                    Terminal.Line(console, $"{label}: {string.Join(", ", list.Cast<object>().Select(v => Leaf(field, v)))}");
                    break;
                case IMessage nested when !IsLeaf(field.MessageType):
                    Terminal.Line(console, label, Styles.Bold);
                    Write(console, nested, indent + 2);
                    break;
                default:
                    Terminal.Line(console, $"{label}: {Leaf(field, value)}");
                    break;
            }
        }
    }

    private static bool IsLeaf(MessageDescriptor type) => type.File.Package == "google.protobuf";

    private static string Leaf(FieldDescriptor field, object value) => value switch
    {
        Timestamp instant => SafeText.Time(instant),
        IMessage known => JsonFormatter.Default.Format(known),
        ByteString bytes => Convert.ToHexStringLower(bytes.Span),
        System.Enum => EnumText.Short(field.EnumType, Convert.ToInt32(value, null)),
        bool flag => flag ? "yes" : "no",
        _ => $"{value}",
    };
}
