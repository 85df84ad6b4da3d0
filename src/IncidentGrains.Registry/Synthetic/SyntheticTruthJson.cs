using System.Text.Json;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Synthetic;

/// <summary>The true answers to one file as JSON: what it was made from, what reading it must come to, and members by each dimension.</summary>
public static class SyntheticTruthJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General) { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Works the answers out and writes them.</summary>
    /// <exception cref="SyntheticFileException">The description can't be followed.</exception>
    public static string Write(SyntheticFile file)
    {
        var truth = new SyntheticTruth(file);
        var counts = truth.Files[0].Counts;
        var (jurisdictions, locales, contacts) = (new SortedDictionary<string, long>(StringComparer.Ordinal), new SortedDictionary<string, long>(StringComparer.Ordinal), new long[8]);
        var categories = new long[truth.Categories.Count];
        foreach (var member in truth.Members())
        {
            jurisdictions[member.Jurisdiction] = jurisdictions.GetValueOrDefault(member.Jurisdiction) + 1;
            locales[member.Locale] = locales.GetValueOrDefault(member.Locale) + 1;
            contacts[member.Contact]++;
            for (var i = 0; i < categories.Length; i++)
            {
                categories[i] += member.Has(i) ? 1 : 0;
            }
        }

        return JsonSerializer.Serialize(
            new
            {
                MadeFrom = new { file.Rows, file.Seed, file.First, file.Duplicates, file.Dirty, file.LookAlikes, Mix = file.Mix.ToString().ToLowerInvariant(), file.Categories, Some = file.Some.ToDictionary(s => s.Name, s => s.Share) },
                counts.Rows,
                Rejected = counts.Rejected.Values.Sum(),
                RejectedBy = counts.Rejected.OrderBy(r => r.Key).ToDictionary(r => r.Key.ToString().ToLowerInvariant(), r => r.Value),
                counts.Duplicates,
                counts.Members,
                counts.Warnings,
                ByJurisdiction = jurisdictions,
                ByCategory = truth.Categories.Zip(categories).ToDictionary(c => c.First, c => c.Second),
                ByLocale = locales,
                ByContact = Enumerable.Range(0, contacts.Length).Where(c => contacts[c] > 0).ToDictionary(Words, c => contacts[c]),
            },
            Options) + "\n";
    }

    private static string Words(int contact) => contact == 0 ? "none" : string.Join('+', new[]
    {
        (contact & ContactFlags.Email) != 0 ? "email" : null, (contact & ContactFlags.Phone) != 0 ? "phone" : null, (contact & ContactFlags.Address) != 0 ? "address" : null,
    }.OfType<string>());
}
