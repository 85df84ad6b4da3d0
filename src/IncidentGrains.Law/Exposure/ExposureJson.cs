using IncidentGrains.Law.Json;

namespace IncidentGrains.Law.Exposure;

/// <summary>Reads the figures of an estimate from <c>{"exposure": {…}}</c>.</summary>
public static class ExposureJson
{
    /// <summary>The figures.</summary>
    /// <exception cref="InputRefusedException">They can't be used; all mistakes are named.</exception>
    public static ExposureInputs Read(ReadOnlyMemory<byte> json) => InputJson.Read(json, (root, mistakes) =>
        root.Object("exposure", f => Inputs(f, mistakes)) ?? new ExposureInputs());

    private static ExposureInputs Inputs(JsonFields fields, InputMistakes mistakes)
    {
        var inputs = new ExposureInputs
        {
            Jurisdiction = fields.Text("jurisdiction") ?? "KR",
            Turnover = fields.Objects("turnover", f => new Turnover((int)(f.Count("year") ?? Missing(f, "year")), f.Amount("amount") ?? Missing(f, "amount"), f.Amount("unrelated") ?? 0)),
            ViolationEnd = fields.Instant("violation_end"),
            Negligence = fields.Word<Negligence>("negligence") ?? Negligence.Ordinary,
            Victims = fields.Count("victims"),
            RepeatWithin3Years = fields.Truth("repeat_within_3_years") ?? false,
            DefiedOrder = fields.Truth("defied_order") ?? false,
            BaseRule = fields.Word<TurnoverBase>("base_rule"),
            Fine = fields.Amount("fine"),
            FineRate = fields.Amount("fine_rate"),
            PerPerson = fields.Amounts("per_person"),
            Participation = fields.Amounts("participation"),
            NoticeCost = fields.Amount("notice_cost"),
        };
        if (inputs.Turnover.GroupBy(t => t.Year).Any(g => g.Count() > 1))
        {
            mistakes.Add("exposure.turnover", "has a year twice; give each year one amount");
        }

        if (inputs.FineRate <= 0)
        {
            mistakes.Add("exposure.fine_rate", "is no share; write one such as \"0.012\"");
        }

        if (inputs.Participation.Any(p => p is < 0 or > 1))
        {
            mistakes.Add("exposure.participation", "holds a share that is not from 0 to 1; write one such as \"0.05\"");
        }

        return inputs;
    }

    private static long Missing(JsonFields fields, string key)
    {
        if (!fields.Has(key))
        {
            fields.Mistake(key, "is missing");
        }

        return 0;
    }
}
