using IncidentGrains.Law.Yaml;
using YamlDotNet.RepresentationModel;

namespace IncidentGrains.Law.Remediation;

/// <summary>Reads <c>applies_to</c>.</summary>
internal static class PlaybookScopeReader
{
    private const string AffectedKey = "affected_at_least";

    private static readonly Dictionary<string, PlaybookTopic> Topics = new(StringComparer.Ordinal)
    {
        ["cause_any"] = PlaybookTopic.Cause,
        ["how_any"] = PlaybookTopic.How,
        ["data_categories_any"] = PlaybookTopic.DataCategories,
        ["systems_any"] = PlaybookTopic.Systems,
    };

    /// <summary>The scope; null if the playbook has none.</summary>
    public static PlaybookScope? Read(PlaybookFields playbook, YamlFindings findings)
    {
        if (playbook.Node("applies_to") is not { } node || findings.Read(() => new YamlMap(node, "'applies_to'"), null!) is not { } map)
        {
            return null;
        }

        var fields = new PlaybookFields(map, findings);
        var scope = new PlaybookScope(Conditions(fields, "any", findings), Conditions(fields, "all", findings));
        if (fields.Node("any") is null && fields.Node("all") is null)
        {
            findings.Error(fields.Line, "'applies_to' needs 'any' or 'all' with conditions; take it out if the playbook is only to be chosen by name.");
        }

        fields.End();
        return scope;
    }

    private static List<PlaybookCondition> Conditions(PlaybookFields scope, string key, YamlFindings findings)
    {
        var conditions = new List<PlaybookCondition>();
        foreach (var node in scope.Sequence(key, PlaybookLimits.Conditions))
        {
            if (findings.Read(() => Condition(node, findings), null) is { } condition)
            {
                conditions.Add(condition);
            }
        }

        if (scope.Node(key) is YamlSequenceNode { Children.Count: 0 })
        {
            findings.Error(scope.LineOf(key), $"'{key}' has no conditions; write one, or take it out.");
        }

        return conditions;
    }

    private static PlaybookCondition? Condition(YamlNode node, YamlFindings findings)
    {
        var map = new YamlMap(node, "a condition");
        string[] keys = [.. map.Keys];
        if (keys is not [var key] || !(key == AffectedKey || Topics.ContainsKey(key)))
        {
            throw new YamlRefusedException(map.Line, $"a condition has one of {AffectedKey}, {string.Join(", ", Topics.Keys)}; write each as an item of its own.");
        }

        var fields = new PlaybookFields(map, findings);
        if (key == AffectedKey)
        {
            return new PlaybookCondition(PlaybookTopic.Affected, [], fields.Count(key));
        }

        var values = fields.List(key, PlaybookLimits.ConditionValues, 100);
        if (map.Node(key) is YamlSequenceNode { Children.Count: 0 })
        {
            throw new YamlRefusedException(map.LineOf(key), $"'{key}' has no values; write at least one.");
        }

        // A value without a word would stand in every fact.
        return values.FirstOrDefault(v => PlaybookCondition.Words(v) == "_") is { } mark
            ? throw new YamlRefusedException(map.LineOf(key), $"'{mark}' holds neither letters nor digits; write a word.")
            : new PlaybookCondition(Topics[key], values);
    }
}
