using IncidentGrains.Law.Clocks;
using IncidentGrains.Law.Regulators.Conditions;
using IncidentGrains.Law.Regulators.Facts;
using YamlDotNet.RepresentationModel;

namespace IncidentGrains.Law.Regulators.Packs;

/// <summary>Reads what a rule says from one date on.</summary>
/// <param name="conditions">Reads its conditions.</param>
/// <param name="softTarget">The file's own target for what is to be done without delay; null if it has none.</param>
internal sealed class VersionReader(ConditionReader conditions, Clock? softTarget)
{
    /// <summary>A version.</summary>
    public RuleVersion Read(PackFields fields)
    {
        var (from, to) = (fields.Date("effective_from"), fields.Date("effective_to"));
        if (!fields.Has("effective_from"))
        {
            fields.Findings.Error(fields.Line, "a rule needs 'effective_from', the first day on which it governs.");
        }
        else if (to < from)
        {
            fields.Error("effective_to", "'effective_to' is before 'effective_from'.");
        }

        var clocks = Clocks(fields);
        var target = fields.Clock("target");
        return new RuleVersion
        {
            EffectiveFrom = from ?? default,
            EffectiveTo = to,
            AppliesBy = fields.Word("applies_by", AppliesBy.Awareness),
            Authority = Authority(fields),
            Recipients = fields.Texts("recipients"),
            TimeZone = fields.Zone("time_zone"),
            Calendar = fields.OptionalText("calendar"),
            At = fields.Time("at"),
            Content = fields.OptionalText("content"),
            Items = fields.Texts("items"),
            Stages = fields.Texts("stages"),
            Exemptions = fields.Texts("exemptions"),
            Notes = fields.OptionalText("notes") ?? "",
            Citation = fields.Text("citation"),
            Confidence = OneOf(fields, "confidence", ["H", "M", "L"]),
            Grade = OneOf(fields, "grade", ["V", "S", "K", "V/S", "S/K", "V/S/K"]),
            When = conditions.Read(fields, "when") ?? AllOf.Nothing,
            WaivableWhen = conditions.Read(fields, "waivable_when"),
            Starts = Starts(fields),
            Clocks = clocks,
            Roll = Roll(fields, "roll"),
            RollWhen = conditions.Read(fields, "roll_when"),
            PostponedByDisaster = fields.Truth("postponed_by_disaster", otherwise: false),
            Advisories = fields.Each("advisory", "an advisory", Advisory),
            MetBy = [.. fields.Texts("met_by").Select(w => fields.WordOf(w, fields.LineOf("met_by"), CaseEventType.ReportFiled))],
            SupersededBy = fields.Each("superseded_by", "a superseding rule", f => new Supersession(f.Text("rule"), f.Word("event", CaseEventType.LeakConfirmed))),
            TakesOver = fields.Texts("takes_over"),
            Keep = fields.Clock("keep"),
            Target = target ?? (clocks.Any(c => c.Clock is null) ? softTarget : null),
        };
    }

    private static Authority Authority(PackFields fields)
    {
        if (fields.Node("authority") is not { } node)
        {
            fields.Findings.Error(fields.Line, "a rule needs 'authority', with 'name' and, if it has another, 'native'.");
            return new Authority("", "");
        }

        if (PackFields.Of(node, "'authority'", fields.Findings) is not { } authority)
        {
            return new Authority("", "");
        }

        var name = authority.Text("name");
        var native = authority.OptionalText("native") ?? name;
        authority.End();
        return new Authority(name, native);
    }

    private List<ClockCase> Clocks(PackFields fields)
    {
        var cases = new List<ClockCase>();
        foreach (var node in fields.Items("clock"))
        {
            if (node is YamlScalarNode { Value: { } text })
            {
                cases.Add(new ClockCase(AllOf.Nothing, text == "soft" ? null : fields.ClockOf(text, node.Start.Line), Recipients: null));
            }
            else if (PackFields.Of(node, "a case of 'clock'", fields.Findings) is { } one)
            {
                var clock = one.Text("clock");
                cases.Add(new ClockCase(
                    conditions.Read(one, "when") ?? AllOf.Nothing,
                    clock is "soft" or "" ? null : one.ClockOf(clock, one.LineOf("clock")),
                    one.Has("recipients") ? one.Texts("recipients") : null));
                one.End();
            }
        }

        if (cases.Count == 0 && !fields.Has("takes_over"))
        {
            fields.Findings.Error(fields.Line, "a rule needs 'clock'; write one such as elapsed(72), or soft for what is to be done without delay.");
        }

        return cases;
    }

    private List<StartSource> Starts(PackFields fields)
    {
        var found = new List<StartSource>();
        foreach (var node in fields.Items("start"))
        {
            if (node is YamlScalarNode { Value: "learned" })
            {
                found.Add(new StartSource(AllOf.Nothing, null, null, Pick.First, null, OrLearned: true));
            }
            else if (PackFields.Of(node, "a start", fields.Findings) is { } one)
            {
                found.Add(Start(one));
                one.End();
            }
        }

        return found.Count > 0 ? found : [new StartSource(AllOf.Nothing, null, null, Pick.First, null, OrLearned: true)];
    }

    private StartSource Start(PackFields fields)
    {
        var from = fields.OptionalText("from");
        var type = fields.OptionalText("event");
        var otherwise = fields.OptionalText("otherwise");
        if (from is not (null or "learned") || (from is null) == (type is null))
        {
            fields.Findings.Error(fields.Line, "a start has 'from: learned', or 'event' with the type of an event.");
        }

        if (otherwise is not (null or "learned"))
        {
            fields.Error("otherwise", "'otherwise' is learned, or left out: then the clock waits for the event.");
        }

        return new StartSource(
            conditions.Read(fields, "when") ?? AllOf.Nothing,
            type is null ? null : fields.WordOf(type, fields.LineOf("event"), CaseEventType.ReportFiled),
            fields.OptionalText("rule"),
            fields.Word("pick", Pick.First),
            fields.OptionalText("after"),
            type is null || otherwise is not null);
    }

    private static Advisory Advisory(PackFields fields)
    {
        var clock = fields.Clock("clock");
        var roll = Roll(fields, "roll");
        if (clock is null && roll == Law.Clocks.Roll.None)
        {
            fields.Findings.Error(fields.Line, "an advisory needs 'clock', or 'roll' to roll the deadline.");
        }

        return new Advisory(
            fields.Text("name"), clock, roll, fields.OptionalText("later_than"), fields.Truth("only_if_different", otherwise: false),
            OneOf(fields, "confidence", ["H", "M", "L"]), fields.Text("citation"));
    }

    private static Roll Roll(PackFields fields, string key)
    {
        try
        {
            return Rolls.Parse(fields.OptionalText(key) ?? "none");
        }
        catch (FormatException e)
        {
            fields.Error(key, e.Message);
            return Law.Clocks.Roll.None;
        }
    }

    private static string OneOf(PackFields fields, string key, string[] words)
    {
        var word = fields.Text(key);
        if (word.Length > 0 && !words.Contains(word))
        {
            fields.Error(key, $"'{word}' is not known here; write one of {string.Join(", ", words)}.");
        }

        return word;
    }
}
