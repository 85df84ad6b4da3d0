namespace IncidentGrains.Law.Exposure;

/// <summary>The figures that an estimate is made from; amounts in the currency of the sanctions.</summary>
public sealed record ExposureInputs
{
    /// <summary>The country whose sanctions are asked for.</summary>
    public string Jurisdiction { get; init; } = "KR";

    /// <summary>The preceding business years; empty: there is no turnover, or it can't be counted.</summary>
    public IReadOnlyList<Turnover> Turnover { get; init; } = [];

    /// <summary>When the violation ended, which chooses the text of the law; null: it goes on.</summary>
    public DateTimeOffset? ViolationEnd { get; init; }

    /// <summary>The degree of fault.</summary>
    public Negligence Negligence { get; init; } = Negligence.Ordinary;

    /// <summary>How many people are affected; null if not known.</summary>
    public long? Victims { get; init; }

    /// <summary>Fined for the same within three years.</summary>
    public bool RepeatWithin3Years { get; init; }

    /// <summary>The leak came of defying a corrective order.</summary>
    public bool DefiedOrder { get; init; }

    /// <summary>How to find the base, to compare with what the date says; null: as the date says.</summary>
    public TurnoverBase? BaseRule { get; init; }

    /// <summary>A fine that was imposed, to compare with; null if none.</summary>
    public decimal? Fine { get; init; }

    /// <summary>The rate at which it is supposed to have been counted; null if none.</summary>
    public decimal? FineRate { get; init; }

    /// <summary>The roles of the company; empty: not known, and sanctions of all roles are shown.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Amounts that each person may claim, who takes part.</summary>
    public IReadOnlyList<decimal> PerPerson { get; init; } = [];

    /// <summary>What the company offers each person, such as vouchers or a compensation: counted for all of them.</summary>
    public IReadOnlyList<decimal> Offers { get; init; } = [];

    /// <summary>Shares of the victims who may claim, each from 0 to 1; empty: all of them alone.</summary>
    public IReadOnlyList<decimal> Participation { get; init; } = [];

    /// <summary>What it costs to notify one person; null if not known.</summary>
    public decimal? NoticeCost { get; init; }
}

/// <summary>The turnover of a business year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Amount">The whole.</param>
/// <param name="Unrelated">What of it has nothing to do with the violation.</param>
public sealed record Turnover(int Year, decimal Amount, decimal Unrelated = 0)
{
    /// <summary>What counts.</summary>
    public decimal Related => Amount - Unrelated;
}
