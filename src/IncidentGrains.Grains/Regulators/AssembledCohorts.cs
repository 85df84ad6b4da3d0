using System.Collections.Immutable;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;
using LawClaim = IncidentGrains.Law.Regulators.Facts.AwarenessClaim;
using LawCohort = IncidentGrains.Law.Regulators.Facts.Cohort;

namespace IncidentGrains.Grains.Regulators;

/// <summary>The cohorts that clocks run for: those recorded for the laws, or one for each jurisdiction of the incident's facts, until people are counted.</summary>
/// <param name="packs">The words that rules understand.</param>
/// <param name="claims">The incident's claims of awareness, which stand for a cohort without any of its own.</param>
/// <param name="standing">The incident's facts that were not corrected.</param>
/// <param name="leftOut">Takes what is left out.</param>
internal sealed class AssembledCohorts(
    RulePacks packs, IReadOnlyList<LawClaim> claims, ILookup<FactKind, FactValue> standing, ImmutableList<string>.Builder leftOut)
{
    private readonly List<LawCohort> _cohorts = [];

    public IReadOnlyList<LawCohort> Of(IReadOnlyList<RegulatoryCohort> recorded, IReadOnlyList<CountedCohort> counted)
    {
        var categories = Known(standing[FactKind.DataCategories].SelectMany(v => v.Values ?? []), "The incident's fact DATA_CATEGORIES");
        foreach (var cohort in recorded.Count > 0 || counted.Count > 0 ? recorded : FromFacts())
        {
            var people = counted.Where(c => c.Name == cohort.Name).ToList();
            if (people.Count == 0)
            {
                Add(cohort, cohort.Name, cohort.Jurisdiction, cohort.Subjects, cohort.Categories.Count > 0 ? cohort.Categories : categories);
            }

            // People whose rows do not tell where they are stay where the cohort is said to be.
            foreach (var part in people.GroupBy(p => p.Jurisdiction.Length > 0 ? p.Jurisdiction : cohort.Jurisdiction, StringComparer.Ordinal))
            {
                Add(
                    cohort, part.Key == cohort.Jurisdiction ? cohort.Name : $"{cohort.Name}.{part.Key}", part.Key, part.Sum(p => p.Persons),
                    Known(part.SelectMany(p => p.Categories), $"The cohort '{cohort.Name}'"));
            }
        }

        foreach (var people in counted.Where(c => recorded.All(r => r.Name != c.Name)))
        {
            if (people.Jurisdiction.Length == 0)
            {
                leftOut.Add($"{people.Persons:N0} people of the cohort '{people.Name}' have no jurisdiction. Record a regulatory cohort of that name with the one that is theirs.");
                continue;
            }

            Add(
                new RegulatoryCohort { Name = people.Name, Jurisdiction = people.Jurisdiction }, $"{people.Name}.{people.Jurisdiction}", people.Jurisdiction,
                people.Persons, Known(people.Categories, $"The cohort '{people.Name}'"));
        }

        return _cohorts;
    }

    private void Add(RegulatoryCohort from, string id, string jurisdiction, long? subjects, IReadOnlyList<string> categories)
    {
        IReadOnlyList<LawClaim> aware = from.Aware.Count > 0 ? [.. from.Aware.Select(a => new LawClaim(a.At, a.By)).OrderBy(a => a.At)] : claims;
        if (aware.Count == 0)
        {
            leftOut.Add($"Nobody claims since when the cohort '{id}' is known, so no clock of it runs. Claim awareness of the incident, or record it with the cohort.");
            return;
        }

        if (!JurisdictionCode.IsOne(jurisdiction))
        {
            leftOut.Add($"'{jurisdiction}' is no code of a jurisdiction. Write one of ISO 3166-1 such as KR, or one with a part such as US-CA.");
            return;
        }

        _cohorts.Add(new LawCohort
        {
            Id = id,
            Jurisdiction = jurisdiction,
            Subjects = subjects,
            Categories = categories,
            Aware = aware,
            Leak = from.LeakSuspected ? LeakState.Suspected : LeakState.Confirmed,
            SubjectsIdentifiable = !from.SubjectsUnidentified,
            ContactsKnown = !from.ContactsUnknown,
            PathKnown = from.PathKnown,
            AllRetrieved = from.AllRetrieved,
            Encrypted = from.Encrypted,
        });
    }

    // The number of the affected belongs to a jurisdiction only if there is one alone.
    private List<RegulatoryCohort> FromFacts()
    {
        var codes = standing[FactKind.Jurisdictions].SelectMany(v => v.Values ?? []).Select(v => v.Trim().ToUpperInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var affected = standing[FactKind.Affected].Max(v => v.Count);
        return [.. codes.Select(code => new RegulatoryCohort { Name = code, Jurisdiction = code, Subjects = codes.Count == 1 ? affected : null })];
    }

    /// <summary>A category as rules would write it: people write spaces and capitals.</summary>
    public static string Written(string word) => word.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');

    private List<string> Known(IEnumerable<string> words, string where)
    {
        var known = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            var written = Written(word);
            if (packs.Categories.Contains(written))
            {
                known.Add(written);
            }
            else
            {
                leftOut.Add($"{where} names a category that no rule knows: '{word}'. They know {string.Join(", ", packs.Categories.Order(StringComparer.Ordinal))}.");
            }
        }

        return [.. known];
    }
}
