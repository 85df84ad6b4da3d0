using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Yaml;

namespace IncidentGrains.Law.Regulators.Packs;

/// <summary>Reads the rules of a pack.</summary>
internal sealed class RuleReader(string file, VersionReader versions)
{
    /// <summary>A rule.</summary>
    public Rule Read(PackFields fields)
    {
        var enabled = fields.Truth("enabled", otherwise: true);
        var reason = fields.OptionalText("reason") ?? "";
        if (!enabled && reason.Length == 0)
        {
            fields.Error("enabled", "a rule that is not enabled needs 'reason'.");
        }

        var scope = fields.OptionalText("per") ?? "cohort";
        if (scope is not ("cohort" or "incident"))
        {
            fields.Error("per", $"'{scope}' is not what a rule is asked for; write cohort or incident.");
        }

        var cohorts = fields.Texts("cohorts");
        if (scope == "cohort" && cohorts.Count == 0)
        {
            fields.Findings.Error(fields.Line, "a rule that is asked for each cohort needs 'cohorts', the jurisdictions whose cohorts are meant; write a list of codes.");
        }

        return new Rule
        {
            Id = Id(fields),
            Jurisdiction = fields.Text("jurisdiction"),
            Type = fields.Has("type") ? fields.Word("type", ObligationType.Report) : Missing(fields),
            OfIncident = scope == "incident",
            Cohorts = cohorts,
            Except = fields.Texts("except"),
            WithoutCohort = fields.Truth("without_cohort", otherwise: false),
            Learned = fields.Word("learned", Learning.Claim),
            Enabled = enabled,
            Reason = reason,
            Versions = Versions(fields),
            Place = new Place(file, fields.Line),
        };
    }

    private static string Id(PackFields fields)
    {
        var id = fields.Text("id");
        if (id.Length > 0 && !(id.Length <= 40 && char.IsAsciiLetterUpper(id[0]) && id.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-')))
        {
            fields.Error("id", $"'{id}' is no id; write 1 to 40 of A-Z 0-9 - beginning with a letter, such as KR-SUBJ.");
        }

        return id;
    }

    private static ObligationType Missing(PackFields fields)
    {
        fields.Findings.Error(fields.Line, $"a rule needs 'type'; write one of {string.Join(", ", FactWords.All<ObligationType>())}.");
        return ObligationType.Report;
    }

    private List<RuleVersion> Versions(PackFields rule)
    {
        if (!rule.Has("versions"))
        {
            return [versions.Read(rule)];
        }

        var found = new List<RuleVersion>();
        foreach (var node in rule.Items("versions"))
        {
            if (rule.Findings.Read(() => new YamlMap(node, "a version"), null!) is { } map)
            {
                var fields = rule.Below(map);
                found.Add(versions.Read(fields));
                fields.End();
            }
        }

        if (found.Count == 0)
        {
            rule.Error("versions", "'versions' has none; write at least one, or its fields into the rule itself.");
        }

        foreach (var (first, second) in found.Zip(found.Skip(1)))
        {
            if (!(first.EffectiveTo < second.EffectiveFrom))
            {
                rule.Error("versions", $"the version from {first.EffectiveFrom:yyyy-MM-dd} needs 'effective_to', a day before the next begins on {second.EffectiveFrom:yyyy-MM-dd}.");
            }
        }

        return found;
    }
}
