using System.Text.Json;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>Reads JSON strictly and notes where each value begins.</summary>
internal static class VerisPlaces
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = VerisLimits.Depth };

    /// <summary>The offset of each value, by its JSON pointer.</summary>
    /// <exception cref="VerisRefusedException">The JSON is malformed or too deep, names a member twice, or holds half a character.</exception>
    public static Dictionary<string, long> Of(byte[] json)
    {
        var reader = new Utf8JsonReader(json, Strict);
        var places = new Dictionary<string, long>(StringComparer.Ordinal);
        try
        {
            reader.Read();
            ReadValue(ref reader, json, places, "");
            reader.Read();
            return places;
        }
        catch (JsonException e)
        {
            throw new VerisRefusedException((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, Reason(e));
        }
        catch (InvalidOperationException)
        {
            var (line, column) = LineOf(json, reader.TokenStartIndex);
            throw new VerisRefusedException(line, column, "holds bytes or escapes that are no Unicode text.");
        }
    }

    /// <summary>The line and the byte within it, both from 1, of an offset.</summary>
    public static (long Line, long Column) LineOf(ReadOnlySpan<byte> json, long offset)
    {
        var before = json[..(int)offset];
        return (before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }

    private static void ReadValue(ref Utf8JsonReader reader, byte[] json, Dictionary<string, long> places, string path)
    {
        if (!places.TryAdd(path, reader.TokenStartIndex))
        {
            var (line, column) = LineOf(json, reader.TokenStartIndex);
            throw new VerisRefusedException(line, column, $"names {path} twice; which of the two is meant can't be told.");
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var member = JsonPointer.Below(path, reader.GetString()!);
                    reader.Read();
                    ReadValue(ref reader, json, places, member);
                }

                break;
            case JsonTokenType.StartArray:
                for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                {
                    ReadValue(ref reader, json, places, JsonPointer.Below(path, $"{i}"));
                }

                break;
            case JsonTokenType.String:
                // Throws on what is no text; the tree would find out only when it is read.
                reader.GetString();
                break;
        }
    }

    // The library's message repeats the place, which is told before it.
    private static string Reason(JsonException e)
    {
        var message = e.Message;
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return "is no JSON that can be read: " + (place < 0 ? message : message[..place]);
    }
}
