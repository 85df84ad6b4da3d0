using System.Collections.Frozen;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Law.Regulators.Filings;

/// <summary>Codes of the record in the words of filings.</summary>
/// <param name="Categories">Categories of data, such as <c>entry_code</c>.</param>
/// <param name="Regulators">Regulators, such as <c>PIPC</c>.</param>
/// <param name="Causes">Causes, such as <c>external_intrusion</c>.</param>
public sealed record FilingWords(
    IReadOnlyDictionary<string, Wording> Categories, IReadOnlyDictionary<string, Wording> Regulators, IReadOnlyDictionary<string, Wording> Causes)
{
    /// <summary>The word for a code; a code without one stands for itself, so that nothing falls under the table.</summary>
    public static string Of(IReadOnlyDictionary<string, Wording> words, string code, string language) =>
        words.TryGetValue(code, out var word) ? word.In(language) : code;

    internal static FilingWords Read(PackFields fields) => new(Words(fields, "categories"), Words(fields, "regulators"), Words(fields, "causes"));

    private static FrozenDictionary<string, Wording> Words(PackFields fields, string key)
    {
        var found = new Dictionary<string, Wording>(StringComparer.Ordinal);
        foreach (var (code, word) in fields.Each(key, "a word", f => new CodedWord(f.Text("code"), new Wording(f.Text("ko"), f.Text("en")))))
        {
            if (!found.TryAdd(code, word))
            {
                fields.Error(key, $"'{code}' stands twice in '{key}'; take one out.");
            }
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record CodedWord(string Code, Wording Word);
}
