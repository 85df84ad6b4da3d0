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
            Roles = fields.Texts("roles"),
            PerPerson = fields.Amounts("per_person"),
            Offers = fields.Amounts("offers"),
            Participation = fields.Amounts("participation"),
            NoticeCost = fields.Amount("notice_cost"),
        };
        ExposureCheck.Of(inputs, mistakes);
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
