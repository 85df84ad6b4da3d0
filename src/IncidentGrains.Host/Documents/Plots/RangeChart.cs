namespace IncidentGrains.Host.Documents.Plots;

/// <summary>Bars from the least to the most that something may come to, in panels below each other.</summary>
/// <param name="Title">What is compared.</param>
/// <param name="Panels">The panels, from the top.</param>
internal sealed record RangeChart(string Title, IReadOnlyList<RangePanel> Panels)
{
    /// <summary>What the colours of the bars mean, by <see cref="RangeBar.Series"/>; empty if they mean nothing.</summary>
    public IReadOnlyList<string> Legend { get; init; } = [];

    /// <summary>Where the figures come from and what they rest on; stands below.</summary>
    public string Note { get; init; } = "";
}

/// <summary>Bars on one axis that begins at zero: what is of one size and one unit.</summary>
/// <param name="Heading">What they are; empty for none.</param>
/// <param name="Unit">What the axis counts, such as "KRW, billions".</param>
/// <param name="Bars">The bars, from the top.</param>
internal sealed record RangePanel(string Heading, string Unit, IReadOnlyList<RangeBar> Bars)
{
    /// <summary>How a figure is written, at a bar and at the axis.</summary>
    public Func<decimal, string> Write { get; init; } = number => number.ToString("#,0.######");
}

/// <summary>One bar.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Low">The least.</param>
/// <param name="High">The most; equal to the least where there is one figure.</param>
/// <param name="Series">To which part of the legend it belongs, from 0; gives its colour.</param>
internal sealed record RangeBar(string Label, decimal Low, decimal High, int Series = 0);
