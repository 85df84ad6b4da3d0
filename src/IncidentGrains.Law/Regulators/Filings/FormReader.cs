using System.Security.Cryptography;
using IncidentGrains.Law.Regulators.Packs;
using IncidentGrains.Law.Yaml;

namespace IncidentGrains.Law.Regulators.Filings;

/// <summary>Reads a form from YAML, strictly: all that is wrong with a file is found in one reading, with its line and what to do.</summary>
public static class FormReader
{
    // A form is written by hand and read by people.
    private const int FileBytes = 256 * 1024;

    // What a field may hold at most, whatever its form says: a filing must stay small enough for one answer.
    private const int LongestField = 20_000;

    private const int MostFields = 60;

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its bytes: one YAML document in UTF-8.</param>
    /// <returns>The form, or null if there is an error; and all that was found, by line.</returns>
    public static FormReading Read(ReadOnlySpan<byte> file)
    {
        var findings = new YamlFindings();
        var form = Map(file, findings) is { } fields ? Form(fields, Convert.ToHexStringLower(SHA256.HashData(file))) : null;
        return new FormReading(findings.AnyError ? null : form, findings.ByLine());
    }

    /// <summary>Reads the file of words.</summary>
    internal static (FilingWords? Words, IReadOnlyList<YamlFinding> Findings) Words(ReadOnlySpan<byte> file)
    {
        var findings = new YamlFindings();
        FilingWords? words = null;
        if (Map(file, findings) is { } fields)
        {
            words = FilingWords.Read(fields);
            fields.End();
        }

        return (findings.AnyError ? null : words, findings.ByLine());
    }

    private static PackFields? Map(ReadOnlySpan<byte> file, YamlFindings findings) =>
        YamlText.Of(file, FileBytes, "a form", findings) is { } text && findings.Read(() => YamlMap.Load(new StringReader(text), "a form"), null!) is { } map
            ? new PackFields(findings, map) : null;

    private static FilingForm Form(PackFields fields, string digest)
    {
        var form = new FilingForm(
            fields.Text("form"), Wording(fields, "title"), fields.Text("citation"), digest, fields.Texts("rules"), fields.Truth("content_fields", false),
            fields.Truth("whole_incident", false),
            [.. fields.Each("sections", "a section", Section).SelectMany(s => s)]);
        if (form.Id.Length > 0 && !form.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            fields.Error("form", $"'{form.Id}' is no id; write it in a-z 0-9 -, such as kr-leak-report.");
        }

        if (form.Fields.Count is 0 or > MostFields)
        {
            fields.Error("sections", $"a form has 1 to {MostFields} fields; this one has {form.Fields.Count}.");
        }

        foreach (var twice in form.Fields.GroupBy(f => f.Key, StringComparer.Ordinal).Where(g => g.Key.Length > 0 && g.Count() > 1))
        {
            fields.Error("sections", $"'{twice.Key}' is the key of {twice.Count()} fields; give each its own.");
        }

        fields.End();
        return form;
    }

    private static IReadOnlyList<FormField> Section(PackFields fields)
    {
        var title = fields.Has("title") ? Wording(fields, "title") : Filings.Wording.None;
        return fields.Each("fields", "a field", f => Field(f, title));
    }

    private static FormField Field(PackFields fields, Wording section)
    {
        var key = fields.Text("key");
        if (key.Length > 0 && !(key.Length <= 40 && char.IsAsciiLetterLower(key[0]) && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            || key.StartsWith("dmd-", StringComparison.Ordinal) || key.StartsWith("item-", StringComparison.Ordinal))
        {
            fields.Error("key", $"'{key}' is no key; write 1 to 40 of a-z 0-9 - beginning with a letter. Those that begin with dmd- and item- are the server's.");
        }

        var length = fields.Number("max_length") ?? 4_000;
        if (length is < 1 or > LongestField)
        {
            fields.Error("max_length", $"'max_length' is 1 to {LongestField:N0}.");
        }

        return new FormField(
            key, section, Wording(fields, "label"), fields.Truth("required", false), (int)length, fields.Truth("contact", false), fields.Texts("content"), Prefill(fields));
    }

    private static FormTemplate? Prefill(PackFields fields)
    {
        if (!fields.Has("prefill"))
        {
            return null;
        }

        var text = Wording(fields, "prefill");
        return fields.Findings.Read(
            () =>
            {
                try
                {
                    return FormTemplate.Parse(text.Ko, text.En);
                }
                catch (FormatException e)
                {
                    throw new YamlRefusedException(fields.LineOf("prefill"), e.Message);
                }
            },
            null!);
    }

    // A text in both languages: a filing can be in either.
    private static Wording Wording(PackFields fields, string key)
    {
        if (fields.Node(key) is not { } node)
        {
            fields.Error(key, $"'{key}' is missing; write it in both languages: {key}: {{ko: …, en: …}}.");
            return Filings.Wording.None;
        }

        if (PackFields.Of(node, $"'{key}'", fields.Findings) is not { } both)
        {
            return Filings.Wording.None;
        }

        var wording = new Wording(both.Text("ko"), both.Text("en"));
        both.End();
        return wording;
    }
}

/// <summary>What became of a file.</summary>
/// <param name="Form">The form; null if there is an error.</param>
/// <param name="Findings">All that was found, by line.</param>
public sealed record FormReading(FilingForm? Form, IReadOnlyList<YamlFinding> Findings);
