using System.Security.Cryptography;
using IncidentGrains.Law.Exposure;
using IncidentGrains.Law.Regulators.Conditions;
using IncidentGrains.Law.Yaml;

namespace IncidentGrains.Law.Regulators.Packs;

/// <summary>Reads a rule pack from YAML, strictly: all that is wrong with a file is found in one reading, with its line and what to do.</summary>
/// <remarks>deploy/rules/rules.schema.json describes the same format for editors; a test keeps the two of one mind.</remarks>
public static class PackReader
{
    // A pack is written by hand and read by people; the largest here has a tenth of this.
    private const int FileBytes = 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="source">The file's name.</param>
    /// <param name="file">Its bytes: one YAML document in UTF-8.</param>
    /// <returns>The pack, or null if there is an error; and all that was found, by line.</returns>
    public static PackReading Read(string source, ReadOnlySpan<byte> file)
    {
        var findings = new YamlFindings();
        var pack = YamlText.Of(file, FileBytes, "a rule pack", findings) is { } text
            && findings.Read(() => YamlMap.Load(new StringReader(text), "a rule pack"), null!) is { } map
            ? Pack(source, new PackFields(findings, map), Convert.ToHexStringLower(SHA256.HashData(file)))
            : null;
        return new PackReading(findings.AnyError ? null : pack, findings.ByLine());
    }

    private static RulePack Pack(string source, PackFields fields, string digest)
    {
        var conditions = Conditions(fields);
        var rules = new RuleReader(source, new VersionReader(conditions, fields.Clock("soft_target")));
        var (roles, categories) = Vocabulary(fields);
        var pack = new RulePack(fields.Text("pack"), fields.Text("title"), source, digest)
        {
            Roles = roles,
            Categories = categories,
            Jurisdictions = fields.Each("jurisdictions", "a jurisdiction", Jurisdiction),
            Calendars = fields.Each("calendars", "a calendar", CalendarReader.Read),
            ContentSets = fields.Each("content_sets", "a content set", f => new ContentSet(f.Text("code"), f.Texts("items"), f.Text("citation"))),
            Rules = fields.Each("rules", "a rule", rules.Read),
            Sanctions = fields.Each("sanctions", "a sanction", f => SanctionReader.Read(f, source)),
        };
        foreach (var twice in pack.Rules.GroupBy(r => r.Id, StringComparer.Ordinal).Where(g => g.Key.Length > 0).SelectMany(g => g.Skip(1)))
        {
            fields.Findings.Error(twice.Place.Line, $"'{twice.Id}' is the id of an earlier rule; give each its own, or make both versions of one.");
        }

        fields.End();
        return pack;
    }

    // In the order of the file, so that a later one can be made of an earlier one.
    private static ConditionReader Conditions(PackFields fields)
    {
        var named = new Dictionary<string, Condition>(StringComparer.Ordinal);
        var reader = new ConditionReader(named);
        if (fields.Node("conditions") is { } node && fields.Findings.Read(() => new YamlMap(node, "'conditions'"), null!) is { } map)
        {
            foreach (var name in map.Keys)
            {
                named[name] = reader.Of(map.Node(name)!, $"'{name}'", fields.Findings);
            }
        }

        return reader;
    }

    private static (IReadOnlyList<string> Roles, IReadOnlyList<string> Categories) Vocabulary(PackFields fields)
    {
        if (fields.Node("vocabulary") is not { } node || PackFields.Of(node, "'vocabulary'", fields.Findings) is not { } vocabulary)
        {
            return ([], []);
        }

        var words = (vocabulary.Texts("roles"), vocabulary.Texts("categories"));
        vocabulary.End();
        return words;
    }

    private static Jurisdiction Jurisdiction(PackFields fields)
    {
        var code = fields.Text("code");
        if (code.Length > 0 && !JurisdictionCode.IsOne(code))
        {
            fields.Error("code", $"'{code}' is no code; write one of ISO 3166-1 such as KR, or one with a part such as US-CA.");
        }

        var zone = fields.Zone("time_zone");
        if (!fields.Has("time_zone") || zone == "controller")
        {
            fields.Error("time_zone", "a jurisdiction needs 'time_zone', where its days begin and end, such as Asia/Seoul.");
        }

        return new Jurisdiction(code, fields.Text("name"), zone ?? "UTC", fields.OptionalText("calendar") ?? code.Split('-')[0], fields.OptionalText("group"));
    }
}

/// <summary>What became of a file.</summary>
/// <param name="Pack">The pack; null if there is an error.</param>
/// <param name="Findings">All that was found, by line.</param>
public sealed record PackReading(RulePack? Pack, IReadOnlyList<YamlFinding> Findings);
