using System.Globalization;
using IncidentGrains.Host.Documents;
using IncidentGrains.Law;
using IncidentGrains.Proof;
using IncidentGrains.Proof.Bundles;

namespace IncidentGrains.Host.Regulators.Filings.Exports;

/// <summary>A filing as a document: the form as the regulator knows it, and below it what the company and an auditor ask.</summary>
internal sealed class FilingDocument
{
    private readonly FilingExport _export;
    private readonly FilingStatement _filing;
    private readonly ExportWords _words;

    private FilingDocument(FilingExport export) => (_export, _filing, _words) = (export, export.Filing, ExportWords.In(export.IsKorean));

    /// <summary>The document.</summary>
    public static Document Of(FilingExport export) => new FilingDocument(export).Make();

    /// <summary>The fields alone, a row each.</summary>
    public static Table Fields(FilingExport export) => new FilingDocument(export).FieldTable();

    private Document Make() => new(
        _filing.Title, _export.IsKorean ? DocumentLanguage.Korean : DocumentLanguage.English, _export.Made,
        [new Section(_words.About, [About(), .. Masked()]), .. FormSections(), .. Completeness(), .. Demands(), .. Differences(), .. Sources(), Proof()])
    {
        Reference = $"{_filing.CaseId} · {_filing.FilingId}",
        Footer = _filing.Version.State == "draft" && !_export.IsKorean ? "Draft" : _words.StateOf(_filing.Version.State),
    };

    private KeyValues About() => Rows(
        (_words.Regulator, $"{_filing.Regulator} ({_filing.Jurisdiction})"),
        (_words.Incident, _filing.CaseId),
        (_words.Filing, _filing.FilingId),
        (_words.Obligations, string.Join(", ", _filing.Obligations)),
        (_words.Version, $"{_filing.Version.Number} ({_words.KindOf(_filing.Version.Kind)})"),
        (_words.State, _words.StateOf(_filing.Version.State)),
        (_words.Submitted, Person(_filing.Version.SubmittedBy, _filing.Version.SubmittedAt)),
        (_words.Approved, Person(_filing.Version.ApprovedBy, _filing.Version.ApprovedAt)),
        (_words.Receipt, _filing.Version.ReceiptNumber),
        (_words.FiledAt, Local(_filing.Version.FiledAt)),
        (_words.SentBackAt, Local(_filing.Version.SentBackAt)),
        (_words.Reason, _filing.Reason));

    private IEnumerable<Note> Masked() => _filing.Masked ? [new Note(_words.Masked)] : [];

    // The form's headings as they follow each other; a heading that comes again is another section.
    private IEnumerable<Section> FormSections()
    {
        var rows = new List<KeyValue>();
        var heading = "";
        foreach (var field in _filing.Version.Fields)
        {
            if (field.Section != heading && rows.Count > 0)
            {
                yield return new Section(heading.Length > 0 ? heading : _words.Fields, [new KeyValues(rows)]);
                rows = [];
            }

            heading = field.Section;
            rows.Add(new KeyValue(_export.Label(field), Shown(field.Text)));
        }

        if (rows.Count > 0)
        {
            yield return new Section(heading.Length > 0 ? heading : _words.Fields, [new KeyValues(rows)]);
        }
    }

    private IEnumerable<Section> Completeness() => _export.Check.Count == 0 && _filing.Version.IncompleteReason.Length == 0 ? [] :
    [
        new Section(_words.Completeness,
        [
            new Table(_words.Completeness, [new(_words.Item, 3), new(_words.Result)], [.. _export.Check.Select(i => (IReadOnlyList<Cell>)[i.Label.Length > 0 ? i.Label : i.Key, _words.Of(i.Result)])]),
            .. _filing.Version.IncompleteReason.Length > 0 ? (Block[])[new Paragraph($"{_words.Incomplete}: {_filing.Version.IncompleteReason}")] : [],
        ]),
    ];

    private IEnumerable<Section> Demands() => _filing.Demands.Count == 0 ? [] :
    [
        new Section(_words.Demands, [new Table(
            _words.Demands, [new(_words.Demand, 2), new(_words.Due), new(_words.Answer, 2)],
            [.. _filing.Demands.Select(d => (IReadOnlyList<Cell>)[d.Text, Local(d.Due), AnswerTo(d)])])]),
    ];

    private string AnswerTo(StatedDemand demand)
    {
        var text = _filing.Version.Fields.FirstOrDefault(f => f.Key == demand.DemandId)?.Text ?? "";
        var where = demand.AnsweredBy == 0 ? _words.Open : $"{_words.Version} {demand.AnsweredBy}, {Local(demand.AnsweredAt)}";
        return text.Length == 0 ? where : $"{text}\n({where})";
    }

    private IEnumerable<Section> Differences() => _export.Differences.Count == 0 ? [] :
    [
        new Section(_words.Differences, [new Table(
            _words.Differences, [new(_words.Item), new(_words.Before, 2), new(_words.After, 2)],
            [.. _export.Differences.Select(d => (IReadOnlyList<Cell>)[d.Label, Shown(d.Before), Shown(d.After)])])]),
    ];

    private IEnumerable<Section> Sources()
    {
        var rows = _filing.Version.Fields.SelectMany(f => f.Sources.Select(s => (IReadOnlyList<Cell>)[
            _export.Label(f), s.Stream, Cell.Of(s.Seq), _export.Sources.TryGetValue(s, out var at) ? Local(at) : ""])).ToList();
        return rows.Count == 0 ? [] : [new Section(_words.Sources, [new Table(_words.Sources, [new(_words.Item, 1.4), new(_words.Stream, 2.5), new(_words.Event, 0.6), new(_words.RecordedAt, 1.95)], rows)])];
    }

    private Section Proof() => new(_words.Proof,
    [
        Rows(
            (_words.Checkpoint, $"{_export.Checkpoint.Checkpoint.Number} ({Local(Instants.FromMicros(_export.Checkpoint.Checkpoint.AtMicros))})\nSHA-256 {Convert.ToHexStringLower(Checkpoint.DigestOf(_export.Checkpoint.Jws))}"),
            (_words.Signer, _export.Checkpoint.KeyFingerprint),
            (_words.TextDigest, _filing.Version.TextDigest),
            (_words.FormDigest, _filing.Version.FormDigest)),
        new Note(_words.ProofNote),
    ]);

    private Table FieldTable() => new(
        _words.Fields, [new(_words.Section), new(_words.Key), new(_words.Item, 2), new(_words.Text, 4), new(_words.Origin), new(_words.Sources, 2)],
        [.. _filing.Version.Fields.Select(f => (IReadOnlyList<Cell>)[
            f.Section, f.Key, _export.Label(f), f.Text == FilingStatements.Mask ? _words.Mask : f.Text, f.Edited ? _words.Written : f.Text.Length > 0 ? _words.Prefilled : "",
            string.Join(' ', f.Sources.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Stream}#{s.Seq}")))])]);

    // A row that says nothing is left out; what a form asks for is never.
    private static KeyValues Rows(params ReadOnlySpan<(string Key, string Value)> rows)
    {
        var kept = new List<KeyValue>();
        foreach (var (key, value) in rows)
        {
            if (value.Length > 0)
            {
                kept.Add(new KeyValue(key, value));
            }
        }

        return new KeyValues(kept);
    }

    private string Person(string name, DateTimeOffset? at) => name.Length == 0 ? "" : $"{Shown(name)}, {Local(at)}";

    private string Shown(string text) => text.Length == 0 ? _words.Nothing : text == FilingStatements.Mask ? _words.Mask : text;

    private string Local(DateTimeOffset? instant) => instant is { } at ? LocalInstant.Of(at, _filing.TimeZone) : "";
}
