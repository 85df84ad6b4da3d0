namespace IncidentGrains.Registry.Audiences;

/// <summary>How many people there are of each kind, each counted once: every question for a number is a sum over it.</summary>
/// <remarks>
/// Cohorts, categories, jurisdiction, locale and contact are all that a set expression can name, so one pass over the keys
/// answers every expression. A national cohort has a few thousand kinds.
/// </remarks>
/// <param name="counts">The kinds and how many there are of each.</param>
public sealed class Census(IReadOnlyDictionary<CensusKey, long> counts)
{
    /// <summary>The kinds and how many there are of each.</summary>
    public IReadOnlyDictionary<CensusKey, long> Counts { get; } = counts;

    /// <summary>Everybody, each once.</summary>
    public long Persons { get; } = counts.Values.Sum();

    /// <summary>How many people an audience has.</summary>
    public long Count(Func<CensusKey, bool> audience) => Counts.Where(c => audience(c.Key)).Sum(c => c.Value);

    /// <summary>How many people an audience has of each group. Where a person is in several groups (of cohorts, of categories), each counts.</summary>
    /// <param name="audience">Who is counted.</param>
    /// <param name="groups">The groups that somebody belongs to.</param>
    public SortedDictionary<string, long> Count(Func<CensusKey, bool> audience, Func<CensusKey, IEnumerable<string>> groups)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (key, count) in Counts.Where(c => audience(c.Key)))
        {
            foreach (var group in groups(key))
            {
                sums[group] = sums.GetValueOrDefault(group) + count;
            }
        }

        return sums;
    }
}
