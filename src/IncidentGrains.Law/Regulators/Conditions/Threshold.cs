namespace IncidentGrains.Law.Regulators.Conditions;

/// <summary>Enough people: of the same jurisdiction, of the incident or of the cohort, learned up to the cohort's own instant.</summary>
/// <param name="Inclusive">True for <c>&gt;=</c>, false for <c>&gt;</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">What is counted: subjects, residents or records.</param>
/// <param name="Of">Among whom.</param>
internal sealed record Threshold(bool Inclusive, long Value, string Unit, CountScope Of) : Condition
{
    internal override Judgement Judge(Candidate candidate)
    {
        var (known, complete) = candidate.Case.Count(candidate, Of);
        bool? holds = (Inclusive ? known >= Value : known > Value) ? true : complete ? false : null;
        var among = Of switch
        {
            CountScope.Jurisdiction => $" of {candidate.Cohort?.Jurisdiction ?? "all jurisdictions"} learned so far",
            CountScope.Incident => " of the incident learned so far",
            _ => " of the cohort",
        };
        return Judgement.Of(holds, $"{known:N0}{(complete ? "" : " and an unknown number of")} {Unit}{among}; asked for: {(Inclusive ? ">=" : ">")} {Value:N0}");
    }
}

/// <summary>Among whom people are counted.</summary>
internal enum CountScope
{
    Jurisdiction,
    Incident,
    Cohort,
}
