using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace IncidentGrains.Cli.Api;

/// <summary>Reads one value of a request's field from the command line.</summary>
internal static partial class FieldText
{
    private static readonly string Duration = Google.Protobuf.WellKnownTypes.Duration.Descriptor.FullName;
    private static readonly string Instant = Timestamp.Descriptor.FullName;

    /// <summary>What the help shows for the value.</summary>
    public static string Form(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Enum => "NAME",
        FieldType.Message => field.MessageType.FullName == Instant ? "TIME" : field.MessageType.FullName == Duration ? "DURATION" : "JSON",
        FieldType.String => "TEXT",
        FieldType.Bytes => "HEX",
        _ => "NUMBER",
    };

    /// <summary>The value in the type that the field's accessor takes.</summary>
    /// <exception cref="FormatException">The text is none; the message says what is accepted.</exception>
    public static object Parse(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.String => text,
        FieldType.Bool => bool.TryParse(text, out var flag) ? flag : throw new FormatException($"'{text}' is neither true nor false"),
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, EnumText.Parse(field.EnumType, text).Number),
        FieldType.Int32 => Number(text, int.TryParse, 0),
        FieldType.Int64 => Number(text, long.TryParse, 0L),
        FieldType.UInt32 => Number(text, uint.TryParse, 0U),
        FieldType.UInt64 => Number(text, ulong.TryParse, 0UL),
        FieldType.Double => Number(text, double.TryParse, 0d),
        FieldType.Bytes => ByteString.CopyFrom(Convert.FromHexString(text)),
        FieldType.Message => Message(field.MessageType, text),
        _ => throw new FormatException($"a field of type {field.FieldType} can only be given with --json"),
    };

    /// <summary>An instant with its offset from UTC. A local time without one is refused: it names a different instant in each place.</summary>
    public static Timestamp ParseInstant(string text)
    {
        var match = InstantPattern().Match(text);
        if (!match.Success)
        {
            throw new FormatException($"'{text}' is no time such as 2025-11-18T13:52:00Z");
        }

        if (!match.Groups["offset"].Success)
        {
            throw new FormatException($"'{text}' lacks its offset from UTC; write for example {text}Z or {text}+09:00");
        }

        var seconds = match.Groups["seconds"] is { Success: true, Value: var given } ? given : ":00";
        var exact = $"{match.Groups["date"].Value}T{match.Groups["minutes"].Value}{seconds}{match.Groups["offset"].Value}";
        try
        {
            return JsonParser.Default.Parse<Timestamp>($"\"{exact}\"");
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new FormatException($"'{text}' is no time that exists", e);
        }
    }

    private static IMessage Message(MessageDescriptor type, string text)
    {
        if (type.FullName == Instant)
        {
            return ParseInstant(text);
        }

        if (type.FullName == Duration)
        {
            return Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(DurationText.Parse(text));
        }

        try
        {
            return JsonParser.Default.Parse(text, type);
        }
        // Text that is no JSON at all comes as an IOException.
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidOperationException or IOException)
        {
            throw new FormatException($"this is no {type.Name} in JSON: {e.Message}", e);
        }
    }

    private delegate bool TryParse<T>(string text, NumberStyles style, IFormatProvider culture, out T value);

    private static object Number<T>(string text, TryParse<T> parse, T example)
        where T : struct =>
        parse(text, example is double ? NumberStyles.Float : NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value : throw new FormatException($"'{text}' is no {(example is double ? "number" : "whole number, or too large a one")}");

    [GeneratedRegex(
        @"^(?<date>\d{4}-\d\d-\d\d)[T ](?<minutes>\d\d:\d\d)(?<seconds>:\d\d(\.\d{1,9})?)?(?<offset>Z|[+-]\d\d:\d\d)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InstantPattern();
}
