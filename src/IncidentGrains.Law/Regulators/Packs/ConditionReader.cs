using IncidentGrains.Law.Regulators.Conditions;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Yaml;
using YamlDotNet.RepresentationModel;

namespace IncidentGrains.Law.Regulators.Packs;

/// <summary>Reads conditions: a mapping whose keys all have to hold, with <c>any</c>, <c>all</c> and <c>not</c> for what is made up of others.</summary>
/// <param name="named">The conditions that the file gave names to.</param>
internal sealed class ConditionReader(IReadOnlyDictionary<string, Condition> named)
{
    /// <summary>The condition of a key; null if the key is absent.</summary>
    public Condition? Read(PackFields fields, string key) =>
        fields.Node(key) is { } node ? Of(node, $"'{key}'", fields.Findings) : null;

    /// <summary>The condition of a node.</summary>
    public Condition Of(YamlNode node, string what, YamlFindings findings)
    {
        if (PackFields.Of(node, what, findings) is not { } fields)
        {
            return AllOf.Nothing;
        }

        var found = new List<Condition>();
        Named(fields, found);
        Nested(fields, found);
        if (fields.Has("role"))
        {
            found.Add(new RoleIs(fields.Texts("role")));
        }

        if (fields.Has("cause"))
        {
            found.Add(new CauseIs([.. fields.Texts("cause").Select(w => fields.WordOf(w, fields.LineOf("cause"), IncidentCause.Unknown))]));
        }

        Categories(fields, "categories_any", CategoryTest.Any, found);
        Categories(fields, "categories_all", CategoryTest.All, found);
        Categories(fields, "categories_only", CategoryTest.Only, found);
        if (fields.Node("threshold") is { } threshold && PackFields.Of(threshold, "'threshold'", findings) is { } parts)
        {
            found.Add(Threshold(parts));
            parts.End();
        }

        Events(fields, found);
        foreach (var flag in Flag.All.Values)
        {
            if (fields.Has(flag.Name))
            {
                found.Add(new FlagIs(flag, fields.Truth(flag.Name, otherwise: true)));
            }
        }

        fields.End();
        if (found.Count == 0)
        {
            findings.Error(fields.Line, $"{what} asks for nothing; write a condition, or take it out.");
        }

        return found is [var only] ? only : new AllOf(found);
    }

    private void Named(PackFields fields, List<Condition> found)
    {
        foreach (var name in fields.Texts("condition"))
        {
            if (named.TryGetValue(name, out var condition))
            {
                // Of a conjunction its parts, so that explanations list them side by side.
                found.AddRange(condition is AllOf all ? all.Conditions : [condition]);
            }
            else
            {
                fields.Error("condition", $"'{name}' is no condition of this file; those with a name stand above the rules, under 'conditions'.");
            }
        }
    }

    private void Nested(PackFields fields, List<Condition> found)
    {
        if (fields.Has("all"))
        {
            found.Add(new AllOf([.. fields.Items("all").Select(n => Of(n, "a condition of 'all'", fields.Findings))]));
        }

        if (fields.Has("any"))
        {
            Condition[] any = [.. fields.Items("any").Select(n => Of(n, "a condition of 'any'", fields.Findings))];
            found.Add(any.Length > 0 ? new AnyOf(any) : AllOf.Nothing);
        }

        if (fields.Node("not") is { } not)
        {
            found.Add(new Not(Of(not, "'not'", fields.Findings)));
        }
    }

    private static void Categories(PackFields fields, string key, CategoryTest test, List<Condition> found)
    {
        if (fields.Has(key))
        {
            found.Add(new CategoriesAre(test, fields.Texts(key)));
        }
    }

    private static Threshold Threshold(PackFields fields)
    {
        var form = fields.Text("operator");
        if (form is not (">=" or ">" or ""))
        {
            fields.Error("operator", $"'{form}' is no operator of a threshold; write \">=\" or \">\", in quotes.");
        }

        var unit = fields.Text("unit");
        if (unit is not ("subjects" or "residents" or "records" or ""))
        {
            fields.Error("unit", $"'{unit}' is no unit of a threshold; write subjects, residents or records.");
        }

        var value = fields.Number("value");
        if (!fields.Has("value") || value < 0)
        {
            fields.Error("value", "a threshold needs 'value', a number of people from 0 on.");
        }

        return new Threshold(form == ">=", value ?? 0, unit, fields.Word("of", CountScope.Jurisdiction));
    }

    private static void Events(PackFields fields, List<Condition> found)
    {
        if (fields.OptionalText("event") is { } type)
        {
            found.Add(new Happened(fields.WordOf(type, fields.LineOf("event"), CaseEventType.ReportFiled)));
        }

        if (fields.Node("event_within") is { } node && PackFields.Of(node, "'event_within'", fields.Findings) is { } within)
        {
            found.Add(new HappenedWithin(within.Word("event", CaseEventType.ReportFiled), (int)Math.Clamp(within.Number("hours") ?? 0, 0, 87_600)));
            within.End();
        }

        if (fields.OptionalText("order") is { } order)
        {
            if (order is not ("first" or "later"))
            {
                fields.Error("order", $"'{order}' is no order; write first or later.");
            }

            found.Add(new OrderIs(order == "first"));
        }

        if (fields.OptionalText("other_cohort") is { } other)
        {
            if (other != "confirmed")
            {
                fields.Error("other_cohort", $"'{other}' is nothing that is asked of another cohort; write confirmed.");
            }

            found.Add(new OtherCohortConfirmed());
        }
    }
}
