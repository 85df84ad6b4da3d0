using System.Text.Json;

namespace IncidentGrains.Law.Regulators.Facts;

/// <summary>The words that files use for members of an enum: <c>ExternalIntrusion</c> is <c>external_intrusion</c>.</summary>
public static class FactWords
{
    /// <summary>The word of a member.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>All words of an enum, in its order.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>The member of a word, or null.</summary>
    public static T? Find<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == word)
            {
                return value;
            }
        }

        return null;
    }
}
