namespace IncidentGrains.Host.Documents.Plots;

/// <summary>Bars from the least to the most that something may come to, below each other on one axis that begins at zero.</summary>
/// <param name="Title">What is compared.</param>
/// <param name="Unit">What the axis counts, such as "KRW, billions".</param>
/// <param name="Bars">The bars, from the top.</param>
internal sealed record RangeChart(string Title, string Unit, IReadOnlyList<RangeBar> Bars)
{
    /// <summary>Where the figures come from and what they rest on; stands below.</summary>
    public string Note { get; init; } = "";
}

/// <summary>One bar.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Low">The least.</param>
/// <param name="High">The most; equal to the least where there is one figure.</param>
internal sealed record RangeBar(string Label, decimal Low, decimal High);
