using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Filings;
using IncidentGrains.Law.Regulators.Packs;
using LawCause = IncidentGrains.Law.Regulators.Facts.IncidentCause;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>The record as the form of one filing reads it: what happened, and of people and obligations its own part alone. Pure.</summary>
internal sealed class RecordOfFiling
{
    private readonly FilingScope _scope;
    private readonly CaseRecord _record;
    private readonly ObligationsState _obligations;
    private readonly RulePacks _packs;
    private readonly FilingWords _words;
    private readonly PeopleOfFiling _people;
    private readonly RecordSource[] _regulatoryFacts;

    private RecordOfFiling(FilingScope scope, bool wholeIncident, CaseRecord record, ObligationsState obligations, RulePacks packs, FilingWords words, DateTimeOffset now)
    {
        (_scope, _record, _obligations, _packs, _words) = (scope, record, obligations, packs, words);
        _regulatoryFacts = obligations.FactsVersion > 0 ? [new RecordSource(ObligationsId.Of(scope.IncidentId), obligations.FactsVersion)] : [];
        _people = new PeopleOfFiling(scope, wholeIncident, record, obligations, packs, words, now, _regulatoryFacts);
    }

    /// <summary>The record's values under the names of <see cref="RecordNames"/>.</summary>
    public static RecordNode Of(
        FilingScope scope, bool wholeIncident, CaseRecord record, ObligationsState obligations, RulePacks packs, FilingWords words, DateTimeOffset now) =>
        new RecordOfFiling(scope, wholeIncident, record, obligations, packs, words, now).Node(now);

    private RecordNode Node(DateTimeOffset now)
    {
        var given = _obligations.Facts ?? new RegulatoryFacts();
        var cause = given.Cause == Contracts.Regulators.IncidentCause.None ? null
            : FilingWords.Of(_words.Causes, FactWords.Of((LawCause)given.Cause), _scope.Language);
        var malicious = given.Malicious ?? (given.Cause == Contracts.Regulators.IncidentCause.ExternalIntrusion ? true : null);
        var material = given.Developments.Where(d => d.Type == DevelopmentType.MaterialityDetermined).Min(d => (DateTimeOffset?)d.At);
        return new RecordNode(new Dictionary<string, RecordValue>(StringComparer.Ordinal)
        {
            [RecordNames.Regulator] = new(new RecordNode(new Dictionary<string, RecordValue>(StringComparer.Ordinal)
            {
                [RecordNames.Code] = new(_scope.Regulator),
                [RecordNames.Name] = new(FilingWords.Of(_words.Regulators, _scope.Regulator, _scope.Language)),
            })),
            [RecordNames.Jurisdiction] = new(_scope.Jurisdiction),
            [RecordNames.IncidentId] = new(_scope.IncidentId),
            [RecordNames.Reference] = new(OrNull(_record.Incident.Reference), new RecordSource(_scope.IncidentId, 1)),
            [RecordNames.AsOf] = new(Local(now)),
            [RecordNames.WhatLeaked] = Text(FactKind.WhatLeaked),
            [RecordNames.How] = Text(FactKind.How),
            [RecordNames.Cause] = Text(FactKind.Cause),
            [RecordNames.Containment] = Text(FactKind.Containment),
            [RecordNames.Other] = Text(FactKind.Other),
            [RecordNames.Systems] = Systems(),
            [RecordNames.Began] = Instant(given.OccurredFrom, FactKind.Began, all => all.Min()),
            [RecordNames.Ended] = Instant(given.OccurredTo, FactKind.Ended, all => all.Max()),
            [RecordNames.FirstAware] = _people.FirstAware(),
            [RecordNames.Aware] = _people.Aware(),
            [RecordNames.People] = _people.Counted(),
            [RecordNames.Categories] = _people.Categories(),
            [RecordNames.States] = _people.States(),
            [RecordNames.CauseKind] = new(cause, _regulatoryFacts),
            [RecordNames.Malicious] = new(malicious == true, _regulatoryFacts),
            [RecordNames.Harmless] = new(malicious == false, _regulatoryFacts),
            [RecordNames.HighRisk] = new(given.HighRisk, _regulatoryFacts),
            [RecordNames.SeriousHarm] = new(given.SeriousHarm == true, _regulatoryFacts),
            [RecordNames.MaterialAt] = new(material is { } at ? Local(at) : null, _regulatoryFacts),
            [RecordNames.Obligations] = Obligations(_scope.Obligations.Select(o => _obligations.Find(o.ObligationId)).OfType<ObligationEntry>()),
            [RecordNames.Notices] = Obligations(_obligations.Obligations.Where(IsNotice)),
        });
    }

    // The people's own notices, of this jurisdiction and these cohorts.
    private bool IsNotice(ObligationEntry o) => o.Law.Jurisdiction == _scope.Jurisdiction && o.Law.Status is not (Contracts.Regulators.ObligationStatus.Superseded or Contracts.Regulators.ObligationStatus.Waived)
        && _packs.Find(o.Law.Rule)?.Type == ObligationType.Notify && (o.Law.Cohort.Length == 0 || _people.Has(o.Law.Cohort));

    private RecordValue Obligations(IEnumerable<ObligationEntry> entries)
    {
        List<RecordNode> nodes = [];
        foreach (var entry in entries)
        {
            RecordSource[] source = [new(ObligationsId.Of(_scope.IncidentId), entry.ChangedVersion)];
            nodes.Add(new RecordNode(new Dictionary<string, RecordValue>(StringComparer.Ordinal)
            {
                [RecordNames.Code] = new(entry.ObligationId, source),
                [RecordNames.Rule] = new(entry.Law.Rule, source),
                [RecordNames.Citation] = new(entry.Law.Citation, source),
                [RecordNames.Start] = new(entry.Law.Start is { } start ? Local(start) : null, source),
                [RecordNames.Due] = new(entry.Law.Due is { } due ? Local(due) : null, source),
                [RecordNames.Done] = new(entry.Law.DoneAt is { } done ? Local(done) : null, source),
                [RecordNames.Late] = new(entry.Law.Status == Contracts.Regulators.ObligationStatus.Late, source),
            }));
        }

        return new RecordValue(nodes);
    }

    private RecordValue Text(FactKind kind)
    {
        var facts = FactsOfFiling.Standing(_record.Incident, kind).Where(f => f.Value.Text is { } text && text != Redacted.Text).ToList();
        return new RecordValue(OrNull(string.Join('\n', facts.Select(f => f.Value.Text))), [.. facts.Select(f => FactsOfFiling.SourceOf(_scope.IncidentId, f.FactId))]);
    }

    private RecordValue Systems()
    {
        var facts = FactsOfFiling.Standing(_record.Incident, FactKind.Systems).ToList();
        return new RecordValue(
            facts.SelectMany(f => f.Value.Values ?? []).Where(v => v != Redacted.Text).Distinct(StringComparer.Ordinal).ToList(), [.. facts.Select(f => FactsOfFiling.SourceOf(_scope.IncidentId, f.FactId))]);
    }

    private RecordValue Instant(DateTimeOffset? given, FactKind kind, Func<IEnumerable<DateTimeOffset?>, DateTimeOffset?> choose)
    {
        if (given is { } recorded)
        {
            return new RecordValue(Local(recorded), _regulatoryFacts);
        }

        var facts = FactsOfFiling.Standing(_record.Incident, kind).ToList();
        var chosen = choose(facts.Select(f => f.Value.Instant));
        return new RecordValue(chosen is { } at ? Local(at) : null, [.. facts.Where(f => f.Value.Instant == chosen).Select(f => FactsOfFiling.SourceOf(_scope.IncidentId, f.FactId))]);
    }

    private string Local(DateTimeOffset instant) => FilingInstant.Of(instant, _scope.TimeZone, _scope.Language);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
