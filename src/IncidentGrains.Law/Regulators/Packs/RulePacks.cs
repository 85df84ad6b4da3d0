using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using IncidentGrains.Law.Calendars;
using IncidentGrains.Law.Exposure;

namespace IncidentGrains.Law.Regulators.Packs;

/// <summary>The law as data: all rules in force here, with their calendars, jurisdictions and content sets. Immutable.</summary>
public sealed class RulePacks
{
    private const string Folder = "rules/";
    private static readonly Lazy<RulePacks> Embedded = new(() => Of(ReadEmbedded(), below: null));
    private readonly FrozenDictionary<string, Rule> _rules;
    private readonly FrozenDictionary<string, Jurisdiction> _jurisdictions;
    private readonly FrozenDictionary<string, HolidayCalendar> _calendars;
    private readonly FrozenDictionary<string, ContentSet> _contentSets;
    private readonly FrozenDictionary<string, Sanction> _sanctions;

    private RulePacks(IReadOnlyList<RulePack> packs)
    {
        Packs = packs;
        // What a later pack says under the same name stands instead.
        _rules = Last(packs.SelectMany(p => p.Rules), r => r.Id);
        _jurisdictions = Last(packs.SelectMany(p => p.Jurisdictions), j => j.Code);
        _calendars = Last(packs.SelectMany(p => p.Calendars), c => c.Id);
        _contentSets = Last(packs.SelectMany(p => p.ContentSets), c => c.Code);
        _sanctions = Last(packs.SelectMany(p => p.Sanctions), s => s.Id);
        Rules = [.. _rules.Values.OrderBy(r => r.Id, StringComparer.Ordinal)];
        Sanctions = [.. _sanctions.Values.OrderBy(s => s.Id, StringComparer.Ordinal)];
        Roles = packs.SelectMany(p => p.Roles).ToFrozenSet(StringComparer.Ordinal);
        Categories = packs.SelectMany(p => p.Categories).ToFrozenSet(StringComparer.Ordinal);
        Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(packs.Select(p => $"{p.Source} {p.Digest}\n")))));
    }

    /// <summary>Those that come with the product (deploy/rules).</summary>
    public static RulePacks BuiltIn => Embedded.Value;

    /// <summary>The packs, one a file, in the order in which they were read.</summary>
    public IReadOnlyList<RulePack> Packs { get; }

    /// <summary>All rules by id, those that are not enabled too.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>What a breach can cost, by id.</summary>
    public IReadOnlyList<Sanction> Sanctions { get; }

    /// <summary>The roles of controllers that facts may name.</summary>
    public IReadOnlySet<string> Roles { get; }

    /// <summary>The categories of data that facts may name.</summary>
    public IReadOnlySet<string> Categories { get; }

    /// <summary>SHA-256 over the names and digests of all files, in lower-case hex: which text of the law was applied.</summary>
    public string Digest { get; }

    /// <summary>The built-in packs with a folder's files (<c>*.yaml</c>) laid over them: of equal ids of rules, calendars and so on, the folder's stands.</summary>
    /// <exception cref="RulePacksRefusedException">A file has errors; all of them are named with file and line.</exception>
    /// <exception cref="IOException">The folder can't be read.</exception>
    public static RulePacks Load(string folder) => BuiltIn.With(Directory.EnumerateFiles(folder)
        .Where(f => Path.GetExtension(f) is ".yaml" or ".yml").Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f))));

    /// <summary>These packs with files laid over them.</summary>
    /// <exception cref="RulePacksRefusedException">A file has errors.</exception>
    public RulePacks With(IEnumerable<(string Name, byte[] Content)> files) => Of(files, this);

    /// <summary>Reads files as if they were laid over these packs, and tells all that is wrong with them.</summary>
    public IReadOnlyList<PackFinding> Lint(IEnumerable<(string Name, byte[] Content)> files) => Read(files, this).Findings;

    /// <summary>The rule of that id, or null.</summary>
    public Rule? Find(string id) => _rules.GetValueOrDefault(id);

    /// <summary>The jurisdiction of that code, or null if no pack has it.</summary>
    public Jurisdiction? FindJurisdiction(string code) => _jurisdictions.GetValueOrDefault(code);

    /// <summary>The calendar of that name, or null.</summary>
    public HolidayCalendar? FindCalendar(string id) => _calendars.GetValueOrDefault(id);

    /// <summary>The content set of that code, or null.</summary>
    public ContentSet? FindContentSet(string code) => _contentSets.GetValueOrDefault(code);

    /// <summary>True if some jurisdiction belongs to that group.</summary>
    internal bool IsGroup(string name) => _jurisdictions.Values.Any(j => j.Group == name);

    private static RulePacks Of(IEnumerable<(string Name, byte[] Content)> files, RulePacks? below)
    {
        var (packs, findings) = Read(files, below);
        return packs ?? throw new RulePacksRefusedException(findings);
    }

    private static (RulePacks? Packs, IReadOnlyList<PackFinding> Findings) Read(IEnumerable<(string Name, byte[] Content)> files, RulePacks? below)
    {
        var (packs, findings) = (new List<RulePack>(), new List<PackFinding>());
        foreach (var (name, content) in files)
        {
            var reading = PackReader.Read(name, content);
            findings.AddRange(reading.Findings.Select(f => new PackFinding(name, f)));
            if (reading.Pack is { } pack)
            {
                packs.Add(pack);
            }
        }

        // Whether names lead somewhere can only be told when all files could be read.
        if (findings.Exists(f => f.Finding.IsError))
        {
            return (null, findings);
        }

        var all = new RulePacks([.. below?.Packs ?? [], .. packs]);
        findings.AddRange(PackCheck.Of(all, packs));
        return (findings.Exists(f => f.Finding.IsError) ? null : all, findings);
    }

    private static FrozenDictionary<string, T> Last<T>(IEnumerable<T> items, Func<T, string> name)
    {
        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            found[name(item)] = item;
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static IEnumerable<(string Name, byte[] Content)> ReadEmbedded()
    {
        var assembly = typeof(RulePacks).Assembly;
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return (name[Folder.Length..], content);
        });
    }
}
