using System.Text.Json;

namespace IncidentGrains.Proof.Bundles;

/// <summary>Refuses lists that hold null: the serializer checks members for it, and not what stands in lists.</summary>
internal static class JsonNulls
{
    /// <exception cref="FormatException">A list holds null.</exception>
    public static void Refuse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        var lists = new Stack<bool>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    lists.Push(reader.TokenType == JsonTokenType.StartArray);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    lists.Pop();
                    break;
                case JsonTokenType.Null when lists.TryPeek(out var inList) && inList:
                    throw new FormatException("a list in it holds null");
            }
        }
    }
}
