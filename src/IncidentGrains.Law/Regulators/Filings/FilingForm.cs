namespace IncidentGrains.Law.Regulators.Filings;

/// <summary>A form: what a report to a regulator consists of, and how each field is prefilled from the record.</summary>
/// <param name="Id">Its name, such as <c>kr-leak-report</c>.</param>
/// <param name="Title">Its title.</param>
/// <param name="Citation">The source of its fields.</param>
/// <param name="Digest">SHA-256 of its file's bytes, in lower-case hex.</param>
/// <param name="Rules">The rules for whose obligations it is the usual form.</param>
/// <param name="ContentFields">True if it has a field beside its own for each item of a content set that none of them satisfies.</param>
/// <param name="WholeIncident">True if it speaks of all people of the incident, not of those of its jurisdiction alone.</param>
/// <param name="Fields">The fields in order; keys are unique.</param>
public sealed record FilingForm(
    string Id, Wording Title, string Citation, string Digest, IReadOnlyList<string> Rules, bool ContentFields, bool WholeIncident, IReadOnlyList<FormField> Fields);

/// <summary>A field of a form.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Section">The heading under which it stands; empty texts if there is none.</param>
/// <param name="Label">Its label.</param>
/// <param name="Required">True if the report is incomplete without it.</param>
/// <param name="MaxLength">How many characters fit.</param>
/// <param name="Contact">True if it holds the organisation's own contact point.</param>
/// <param name="Content">The items of content sets that it satisfies, such as <c>KR6/1</c>: the code of a set, or the rule where that has items of its own, and the number from 1.</param>
/// <param name="Prefill">How it is prefilled; null: by people alone.</param>
public sealed record FormField(
    string Key, Wording Section, Wording Label, bool Required, int MaxLength, bool Contact, IReadOnlyList<string> Content, FormTemplate? Prefill);

/// <summary>A text in the languages of filings.</summary>
/// <param name="Ko">In Korean.</param>
/// <param name="En">In English.</param>
public sealed record Wording(string Ko, string En)
{
    /// <summary>The languages that a filing can be in.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["ko", "en"];

    /// <summary>No text.</summary>
    public static Wording None { get; } = new("", "");

    /// <summary>The text in a language: Korean for <c>ko</c>, English otherwise.</summary>
    public string In(string language) => language == "ko" ? Ko : En;
}
