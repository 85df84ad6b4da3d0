namespace IncidentGrains.Law.Exposure;

/// <summary>A range of what something can cost.</summary>
/// <param name="Kind">What sort of cost it is.</param>
/// <param name="Title">What.</param>
/// <param name="Low">The least, in whole units of the currency, cut off.</param>
/// <param name="High">The most: a ceiling, not a forecast.</param>
/// <param name="Basis">From which figures.</param>
/// <param name="Source">The law, or that the figure was given.</param>
public sealed record ExposureRange(ExposureKind Kind, string Title, decimal Low, decimal High, ExposureBasis Basis, string Source)
{
    /// <summary>The title in Korean as the pack has it; null if it has none, or the figure was given.</summary>
    public string? KoreanTitle { get; init; }

    /// <summary>How sure the reading of the law is, H, M or L; empty if the figure was given.</summary>
    public string Confidence { get; init; } = "";

    /// <summary>From which figures, in one line.</summary>
    public string Inputs => Basis.Text;
}

/// <summary>Sorts of cost.</summary>
public enum ExposureKind
{
    /// <summary>What a law lets an authority impose.</summary>
    Fine = 1,

    /// <summary>What a law lets people claim.</summary>
    StatutoryClaim = 2,

    /// <summary>An amount that people may claim, as given.</summary>
    Claim = 3,

    /// <summary>What the company offers people.</summary>
    Offer = 4,

    /// <summary>Telling people.</summary>
    Notice = 5,
}

/// <summary>What a claim comes to if a share of the victims takes part.</summary>
/// <param name="PerPerson">The amount for one person.</param>
/// <param name="Share">The share, from 0 to 1.</param>
/// <param name="Total">The amount for all of them, in whole units of the currency, cut off.</param>
public sealed record ClaimTotal(decimal PerPerson, decimal Share, decimal Total);

/// <summary>A total.</summary>
/// <param name="PerPerson">The amount for one person.</param>
/// <param name="Total">The amount for all victims.</param>
public sealed record Damages(decimal PerPerson, decimal Total);
