namespace IncidentGrains.Law.Exposure;

/// <summary>From which figures a range is made, so that it can be counted again by hand.</summary>
public abstract record ExposureBasis
{
    /// <summary>The figures in one English line.</summary>
    public abstract string Text { get; }

    /// <summary>A share in percent, such as "1.27 %".</summary>
    private protected static string Percent(decimal share) => $"{share * 100:0.########} %";
}

/// <summary>A share of turnover.</summary>
/// <param name="Rate">The share, such as 0.03.</param>
/// <param name="Turnover">What it is taken of, uncut.</param>
/// <param name="Rule">How that was found.</param>
/// <param name="Years">From how many business years.</param>
/// <param name="AtLeast">What the ceiling is at the least; null if the law has no such amount.</param>
public sealed record ShareOfTurnover(decimal Rate, decimal Turnover, TurnoverBase Rule, int Years, decimal? AtLeast) : ExposureBasis
{
    /// <inheritdoc/>
    public override string Text => $"{Percent(Rate)} of {decimal.Truncate(Turnover):N0}, {Of}{(AtLeast is { } least ? $"; at least {least:N0}" : "")}";

    private string Of => Years == 1 ? "the turnover of one year" : $"{(Rule == TurnoverBase.Average ? "the average" : "the greater of the prior year and the average")} of {Years} years";
}

/// <summary>An amount that the law names for who has no turnover, or one that can't be counted.</summary>
/// <param name="Amount">The amount.</param>
public sealed record WithoutTurnover(decimal Amount) : ExposureBasis
{
    /// <inheritdoc/>
    public override string Text => "no turnover, or it can't be counted";
}

/// <summary>An amount that the law names.</summary>
/// <param name="Amount">The amount.</param>
public sealed record FixedCeiling(decimal Amount) : ExposureBasis
{
    /// <inheritdoc/>
    public override string Text => $"at most {Amount:N0}";
}

/// <summary>An amount for each person who takes part.</summary>
/// <param name="Amount">The amount for one.</param>
/// <param name="Victims">How many there are.</param>
/// <param name="Least">The least share of them who take part.</param>
/// <param name="Most">The greatest.</param>
public sealed record PerClaimant(decimal Amount, long Victims, decimal Least, decimal Most) : ExposureBasis
{
    /// <inheritdoc/>
    public override string Text =>
        $"{Amount:#,0.##} for each of {Victims:N0}, of whom {(Least == Most ? Percent(Most) : $"{Percent(Least)} to {Percent(Most)}")} take part";
}

/// <summary>An amount for each person, whoever they are.</summary>
/// <param name="Amount">The amount for one.</param>
/// <param name="Victims">How many there are.</param>
public sealed record PerVictim(decimal Amount, long Victims) : ExposureBasis
{
    /// <inheritdoc/>
    public override string Text => $"{Amount:#,0.##} for each of {Victims:N0}";
}
