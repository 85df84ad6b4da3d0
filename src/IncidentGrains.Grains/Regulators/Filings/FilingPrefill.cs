using System.Collections.Immutable;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Law.Regulators.Filings;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>The record of an incident as forms read it: makes the fields of drafts, and says what the law wants in them. Pure.</summary>
/// <param name="record">The incident and its people.</param>
/// <param name="obligations">Its obligations.</param>
/// <param name="packs">The rules in force.</param>
/// <param name="forms">The forms.</param>
/// <param name="now">When it is looked at.</param>
internal sealed class FilingPrefill(CaseRecord record, ObligationsState obligations, RulePacks packs, FilingForms forms, DateTimeOffset now)
{
    private const int MaxObligations = 20;
    private const string Korea = "KR";

    /// <summary>What a command drafts.</summary>
    /// <exception cref="CaseException">It names what there is not, or what does not go together.</exception>
    public FilingPlan Plan(DraftFiling command)
    {
        var owed = Owed(command);
        var jurisdiction = owed.Count > 0 ? owed[0].Jurisdiction : command.Jurisdiction;
        var regulator = command.Regulator.Length > 0 ? command.Regulator : owed.FirstOrDefault()?.Recipients.FirstOrDefault() ?? "";
        var language = command.Language.Length > 0 ? command.Language : jurisdiction == Korea ? "ko" : "en";
        var form = command.Form.Length > 0 ? forms.Find(command.Form) : owed.Count > 0 ? forms.For(owed[0].Rule) : forms.Find(FilingForms.Generic);
        new RequestCheck()
            .That(owed.All(o => o.Jurisdiction == jurisdiction), "obligation_ids", "are of several jurisdictions; draft one filing for each, so that it carries its own part alone.")
            .That(owed.Count == 0 || command.Jurisdiction.Length == 0 || command.Jurisdiction == jurisdiction, "jurisdiction", $"is not that of the obligations, {jurisdiction}; leave it out.")
            .That(owed.Count > 0 || JurisdictionCode.IsOne(jurisdiction), "jurisdiction", "is no code of a jurisdiction; a voluntary filing needs one of ISO 3166-1 such as KR, or one with a part such as US-CA.")
            .That(IsCode(regulator), "regulator", "is no code; send one of A-Z 0-9 _, such as PIPC.")
            .That(owed.All(o => o.Recipients.Contains(regulator)), "regulator", $"is not among those to whom all of the obligations are owed: {string.Join(", ", owed.SelectMany(o => o.Recipients).Distinct(StringComparer.Ordinal))}.")
            .That(Wording.Languages.Contains(language, StringComparer.Ordinal), "language", "is not understood; send ko or en.")
            .That(form is not null, "form", $"is not known; the forms are {string.Join(", ", forms.All.Select(f => f.Id))}.")
            .Throw();
        var zone = owed.Count > 0 ? owed[0].TimeZone : packs.FindJurisdiction(jurisdiction)?.TimeZone ?? "UTC";
        var scope = new FilingScope(command.IncidentId, owed, regulator, jurisdiction, zone, language);
        return new FilingPlan(scope, form!, Fields(scope, form!));
    }

    /// <summary>The fields of a filing as its form makes them of the record now.</summary>
    /// <exception cref="CaseException">This server does not have the form any more.</exception>
    public (FilingForm Form, ImmutableList<FilingField> Fields) Fields(FilingState state)
    {
        var form = forms.Find(state.Form) ?? throw CaseException.Refused(
            "filing.form_unknown", $"This server has no form '{state.Form}' any more. Edit the fields by hand, or draft another filing.");
        return (form, Fields(new FilingScope(state.IncidentId, Standing(state), state.Regulator, state.Jurisdiction, state.TimeZone, state.Language), form));
    }

    /// <summary>What the law wants in a filing.</summary>
    public IReadOnlyList<ContentItem> Contents(FilingState state) => Contents(Standing(state));

    private ImmutableList<FilingField> Fields(FilingScope scope, FilingForm form) =>
        FilingFields.Of(form, scope.Language, RecordOfFiling.Of(scope, form.WholeIncident, record, obligations, packs, forms.Words, now), Contents(scope.Obligations));

    // What the facts no longer make is no longer asked of either, but the filing made for it keeps its part.
    private List<AssessedObligation> Standing(FilingState state) => [.. state.Obligations.Select(obligations.Find).OfType<ObligationEntry>().Select(o => o.Law)];

    private List<AssessedObligation> Owed(DraftFiling command)
    {
        new RequestCheck().That(command.Obligations.Count <= MaxObligations, "obligation_ids", $"holds more than {MaxObligations}.")
            .That(command.Obligations.Distinct(StringComparer.Ordinal).Count() == command.Obligations.Count, "obligation_ids", "holds one twice.").Throw();
        return [.. command.Obligations.Select(id =>
        {
            var law = obligations.Find(id)?.Law ?? throw new CaseException(
                CaseError.NotFound, "obligation.not_found", $"There is no obligation '{id}' of that incident. Its obligations are listed by ListObligations.");
            return law.Status is ObligationStatus.Superseded or ObligationStatus.Waived
                ? throw CaseException.Refused("obligation.over", $"'{id}' is {law.Status.ToString().ToUpperInvariant()}: nothing is to be reported for it. Draft a voluntary filing if there is.")
                : law;
        })];
    }

    private IReadOnlyList<ContentItem> Contents(IReadOnlyList<AssessedObligation> owed) =>
        [.. owed.SelectMany(Contents).DistinctBy(c => c.Tag)];

    private IEnumerable<ContentItem> Contents(AssessedObligation law)
    {
        if (packs.FindContentSet(law.Content) is { } set)
        {
            return Numbered(set.Code, set.Items);
        }

        var version = packs.Find(law.Rule)?.Versions.FirstOrDefault(v => v.EffectiveFrom == law.RuleEffectiveFrom);
        return Numbered(law.Rule, version?.Items ?? []);
    }

    private static IEnumerable<ContentItem> Numbered(string code, IReadOnlyList<string> items) =>
        items.Select((text, i) => new ContentItem(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{code}/{i + 1}"), text));

    private static bool IsCode(string text) => text.Length is >= 1 and <= 40 && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');
}
