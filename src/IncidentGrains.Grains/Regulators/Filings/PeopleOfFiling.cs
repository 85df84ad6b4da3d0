using System.Globalization;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Filings;
using IncidentGrains.Law.Regulators.Packs;
using LawCohort = IncidentGrains.Law.Regulators.Facts.Cohort;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>Who is affected, of one filing's part of the record: counts and categories, and since when they are known.</summary>
internal sealed class PeopleOfFiling
{
    private readonly FilingScope _scope;
    private readonly CaseRecord _record;
    private readonly RulePacks _packs;
    private readonly FilingWords _words;
    private readonly RegulatoryFacts _given;
    private readonly IReadOnlyList<LawCohort> _cohorts;
    private readonly RecordSource[] _regulatoryFacts;

    public PeopleOfFiling(
        FilingScope scope, bool wholeIncident, CaseRecord record, ObligationsState obligations, RulePacks packs, FilingWords words, DateTimeOffset now, RecordSource[] regulatoryFacts)
    {
        (_scope, _record, _packs, _words, _regulatoryFacts) = (scope, record, packs, words, regulatoryFacts);
        _given = obligations.Facts ?? new RegulatoryFacts();
        var all = AssembledFacts.Of(record, obligations, packs, now).Facts.Cohorts;
        var named = scope.Obligations.Select(o => o.Cohort).ToList();

        // Obligations of single cohorts speak of these; any other of all people of its jurisdiction.
        _cohorts = wholeIncident ? all
            : named.Count > 0 && named.TrueForAll(n => n.Length > 0) ? [.. all.Where(c => named.Contains(c.Id))]
            : [.. all.Where(IsOfJurisdiction)];
    }

    /// <summary>True if the cohort belongs to the filing's part.</summary>
    public bool Has(string cohort) => _cohorts.Any(c => c.Id == cohort);

    /// <summary>How many, in all and by cohort; the sum is not distinct, and is absent where no number is known.</summary>
    public RecordValue Counted()
    {
        RecordSource[] sources = [.. _cohorts.SelectMany(SourcesOf).Distinct()];
        var known = _cohorts.Where(c => c.Subjects is not null).ToList();
        var sum = known.Count > 0 ? Number(known.Sum(c => c.Subjects!.Value)) : null;
        return new RecordValue(new RecordNode(new Dictionary<string, RecordValue>(StringComparer.Ordinal)
        {
            [RecordNames.Total] = new(known.Count == _cohorts.Count ? sum : null, sources),
            [RecordNames.Partly] = new(sum, sources),
            [RecordNames.Cohorts] = new(_cohorts.Select(c => new RecordNode(new Dictionary<string, RecordValue>(StringComparer.Ordinal)
            {
                [RecordNames.Name] = new(c.Id, SourcesOf(c)),
                [RecordNames.Jurisdiction] = new(c.Jurisdiction, SourcesOf(c)),
                [RecordNames.Count] = new(c.Subjects is { } count ? Number(count) : null, SourcesOf(c)),
                [RecordNames.Categories] = new(c.Categories.Select(Word).ToList(), SourcesOf(c)),
                [RecordNames.Suspected] = new(c.Leak == LeakState.Suspected, SourcesOf(c)),
            })).ToList()),
        }));
    }

    /// <summary>The categories of data in words. What the incident's facts name and no rule knows stands in the words of the fact: a report that leaves an item out is wrong.</summary>
    public RecordValue Categories()
    {
        var facts = FactsOfFiling.Standing(_record.Incident, FactKind.DataCategories).ToList();
        var ofFacts = _cohorts.Count == 0 || _cohorts.Any(c => CategoriesAreOfFacts(c));
        var words = _cohorts.SelectMany(c => c.Categories).Order(StringComparer.Ordinal).ToList();
        var unknown = new List<string>();
        if (ofFacts)
        {
            foreach (var value in facts.SelectMany(f => f.Value.Values ?? []).Where(v => v != Redacted.Text))
            {
                (_packs.Categories.Contains(AssembledCohorts.Written(value)) ? words : unknown).Add(
                    _packs.Categories.Contains(AssembledCohorts.Written(value)) ? AssembledCohorts.Written(value) : value.Trim());
            }
        }

        return new RecordValue(
            words.Select(Word).Concat(unknown).Distinct(StringComparer.Ordinal).ToList(),
            [.. _cohorts.Where(c => !CategoriesAreOfFacts(c)).SelectMany(SourcesOf), .. ofFacts ? facts.Select(f => FactsOfFiling.SourceOf(_scope.IncidentId, f.FactId)) : []]);
    }

    /// <summary>The codes of where they are.</summary>
    public RecordValue States() => new(
        _cohorts.Select(c => c.Jurisdiction).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList(), [.. _cohorts.SelectMany(SourcesOf).Distinct()]);

    /// <summary>Since when something is known, by the claim that counts.</summary>
    public RecordValue FirstAware()
    {
        var first = Claims().FirstOrDefault();
        return new RecordValue(first is null ? null : Local(first.At), first is null ? [] : SourcesOf(first));
    }

    /// <summary>All claims, the earliest first.</summary>
    public RecordValue Aware() => new(Claims().Select(c => new RecordNode(new Dictionary<string, RecordValue>(StringComparer.Ordinal)
    {
        [RecordNames.At] = new(Local(c.At), SourcesOf(c)),
        [RecordNames.By] = new(c.By.Length > 0 ? c.By : null, SourcesOf(c)),
    })).ToList());

    private bool IsOfJurisdiction(LawCohort cohort) => cohort.Jurisdiction == _scope.Jurisdiction || _packs.FindJurisdiction(cohort.Jurisdiction)?.Group == _scope.Jurisdiction
        || cohort.Jurisdiction.StartsWith(_scope.Jurisdiction + "-", StringComparison.Ordinal);

    private IEnumerable<Law.Regulators.Facts.AwarenessClaim> Claims() => (_cohorts.Count > 0
            ? _cohorts.SelectMany(c => c.Aware)
            : _record.Incident.AwarenessClaims.Select(c => new Law.Regulators.Facts.AwarenessClaim(c.AwareAt, c.AssertedBy)))
        .Distinct().OrderBy(c => c.At).ThenBy(c => c.By, StringComparer.Ordinal);

    private RecordSource[] SourcesOf(Law.Regulators.Facts.AwarenessClaim claim)
    {
        RecordSource[] claimed = [.. _record.Incident.AwarenessClaims.Where(c => c.AwareAt == claim.At && c.AssertedBy == claim.By).Select(c => FactsOfFiling.SourceOf(_scope.IncidentId, c.ClaimId))];
        return claimed.Length > 0 ? claimed : _regulatoryFacts;
    }

    // People who were imported are counted; before, the regulatory facts give their number; before that, the incident's own facts.
    private RecordSource[] SourcesOf(LawCohort cohort) =>
        CountedName(cohort) is { } name ? [.. _record.SealedAt.GetValueOrDefault(name, []).Select(v => new RecordSource(RegistryId.Of(_scope.IncidentId), v))]
        : _given.Cohorts.Exists(c => c.Name == cohort.Id) ? _regulatoryFacts
        : [.. FactsOfFiling.Standing(_record.Incident, FactKind.Jurisdictions).Concat(FactsOfFiling.Standing(_record.Incident, FactKind.Affected))
            .Select(f => FactsOfFiling.SourceOf(_scope.IncidentId, f.FactId))];

    private string? CountedName(LawCohort cohort) =>
        _record.Counted.FirstOrDefault(c => c.Name == cohort.Id || $"{c.Name}.{c.Jurisdiction}" == cohort.Id)?.Name;

    private bool CategoriesAreOfFacts(LawCohort cohort) => CountedName(cohort) is null && !_given.Cohorts.Exists(c => c.Name == cohort.Id && c.Categories.Count > 0);

    private string Word(string category) => FilingWords.Of(_words.Categories, category, _scope.Language);

    private string Local(DateTimeOffset instant) => FilingInstant.Of(instant, _scope.TimeZone, _scope.Language);

    private static string Number(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
