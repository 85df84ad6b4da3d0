using System.Collections.Frozen;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Law.Regulators.Filings;

/// <summary>The forms of filings, and the words that they are filled with. Immutable.</summary>
public sealed class FilingForms
{
    /// <summary>The form of whatever has none of its own.</summary>
    public const string Generic = "generic";

    private const string Folder = "filings/";
    private const string WordsFile = "words.yaml";
    private static readonly Lazy<FilingForms> Embedded = new(() => Of(ReadEmbedded()));
    private readonly FrozenDictionary<string, FilingForm> _forms;

    private FilingForms(IEnumerable<FilingForm> forms, FilingWords words)
    {
        All = [.. forms.OrderBy(f => f.Id, StringComparer.Ordinal)];
        _forms = All.ToFrozenDictionary(f => f.Id, StringComparer.Ordinal);
        Words = words;
    }

    /// <summary>Those that come with the product (deploy/filings).</summary>
    public static FilingForms BuiltIn => Embedded.Value;

    /// <summary>All forms, by id.</summary>
    public IReadOnlyList<FilingForm> All { get; }

    /// <summary>Codes in words.</summary>
    public FilingWords Words { get; }

    /// <summary>Makes a set of files: forms, and the words under <c>words.yaml</c>.</summary>
    /// <exception cref="FormsRefusedException">A file has errors, there is no generic form or no words, or two forms are for the same rule.</exception>
    public static FilingForms Of(IEnumerable<(string Name, byte[] Content)> files)
    {
        var (forms, findings) = (new Dictionary<string, FilingForm>(StringComparer.Ordinal), new List<PackFinding>());
        FilingWords? words = null;
        foreach (var (name, content) in files)
        {
            if (name == WordsFile)
            {
                (words, var found) = FormReader.Words(content);
                findings.AddRange(found.Select(f => new PackFinding(name, f)));
                continue;
            }

            var reading = FormReader.Read(content);
            findings.AddRange(reading.Findings.Select(f => new PackFinding(name, f)));
            if (reading.Form is { } form && !forms.TryAdd(form.Id, form))
            {
                findings.Add(Error(name, $"'{form.Id}' is the id of another file's form too; give each its own."));
            }
        }

        foreach (var twice in forms.Values.SelectMany(f => f.Rules.Select(r => (Form: f, Rule: r))).GroupBy(p => p.Rule, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            findings.Add(Error(twice.Last().Form.Id + ".yaml", $"'{twice.Key}' is a rule of {string.Join(" and ", twice.Select(t => t.Form.Id))}; it has one usual form."));
        }

        if (!findings.Exists(f => f.Finding.IsError) && !(forms.ContainsKey(Generic) && words is not null))
        {
            findings.Add(Error(WordsFile, $"A set of forms has a form '{Generic}' and a file {WordsFile}."));
        }

        return findings.Exists(f => f.Finding.IsError) ? throw new FormsRefusedException(findings) : new FilingForms(forms.Values, words!);
    }

    /// <summary>The form of that id, or null.</summary>
    public FilingForm? Find(string id) => _forms.GetValueOrDefault(id);

    /// <summary>The usual form for a rule's obligations: its own, or the generic one.</summary>
    public FilingForm For(string rule) => All.FirstOrDefault(f => f.Rules.Contains(rule, StringComparer.Ordinal)) ?? _forms[Generic];

    private static PackFinding Error(string file, string text) => new(file, new Yaml.YamlFinding(1, IsError: true, text));

    private static IEnumerable<(string Name, byte[] Content)> ReadEmbedded()
    {
        var assembly = typeof(FilingForms).Assembly;
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return (name[Folder.Length..], content);
        });
    }
}

/// <summary>Forms can't be used; the message names each file, line and mistake.</summary>
/// <param name="findings">All that was found.</param>
public sealed class FormsRefusedException(IReadOnlyList<PackFinding> findings)
    : Exception(string.Join('\n', findings.Where(f => f.Finding.IsError)));
