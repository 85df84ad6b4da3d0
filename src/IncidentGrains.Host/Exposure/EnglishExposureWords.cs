using IncidentGrains.Host.Documents;
using IncidentGrains.Law.Exposure;

namespace IncidentGrains.Host.Exposure;

/// <summary>A report in English.</summary>
internal sealed class EnglishExposureWords : ExposureWords
{
    /// <inheritdoc/>
    public override DocumentLanguage Language => DocumentLanguage.English;

    /// <inheritdoc/>
    public override string Title => "What the incident can cost: ranges, inputs and sources";

    /// <inheritdoc/>
    public override string Reservation => "A ceiling is not a forecast. Information, not legal advice. Turnover, rates of participation and amounts for each person are inputs; amounts are cut off to whole units.";

    /// <inheritdoc/>
    public override string Foot => "A ceiling is not a forecast. Not legal advice.";

    /// <inheritdoc/>
    public override string Plot => "Ranges at a glance";

    /// <inheritdoc/>
    public override string Inputs => "Inputs";

    /// <inheritdoc/>
    public override string Ranges => "Ranges";

    /// <inheritdoc/>
    public override string Participation => "Claims by participation";

    /// <inheritdoc/>
    public override IReadOnlyList<string> RangeHeadings { get; } = ["What", "From", "To", "Made from", "Source (confidence)"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClaimHeadings { get; } = ["For each person", "Share who take part", "Total"];

    /// <inheritdoc/>
    public override ExposureLabels Labels { get; } = new(
        "Jurisdiction", "Violation", "Degree of fault", "People affected", "Turnover by business year", "Average turnover", "Base of the highest ceiling", "Rates of participation",
        "Offers to each person", "Cost of one notice", "Roles", "Currency", "not given");

    /// <inheritdoc/>
    public override string Panel(ExposurePanel panel) => panel switch
    {
        ExposurePanel.Fines => "Fines of authorities, ceilings",
        ExposurePanel.StatutoryClaims => "Statutory damages, ceilings",
        ExposurePanel.Claims => "Claims and offers",
        _ => "Notices",
    };

    /// <inheritdoc/>
    public override string NameOf(ExposureCase estimate) =>
        $"{estimate.Place}, {Violation(estimate.Estimate)}{(Fault(estimate.Inputs) is var fault && fault != Ordinary ? ", " + fault : "")}";

    /// <inheritdoc/>
    public override string Violation(ExposureEstimate estimate) => estimate.ViolationEndDay is { } day ? $"violation ended {day:yyyy-MM-dd}" : "violation goes on";

    /// <inheritdoc/>
    public override string Fault(ExposureInputs inputs) => string.Join(", ", new[]
    {
        inputs.Negligence switch { Negligence.Gross => "gross negligence", Negligence.Intent => "intent", _ => Ordinary },
        inputs.RepeatWithin3Years ? "fined for the same within three years" : "",
        inputs.DefiedOrder ? "a corrective order was defied" : "",
    }.Where(t => t.Length > 0));

    /// <inheritdoc/>
    public override string Year(Turnover turnover, string currency) =>
        $"{turnover.Year}: {Amount(turnover.Amount)} {currency}{(turnover.Unrelated > 0 ? $", of which unrelated {Amount(turnover.Unrelated)}" : "")}";

    /// <inheritdoc/>
    public override string People(long victims) => $"{victims:N0}";

    /// <inheritdoc/>
    public override string TitleOf(ExposureRange range) => range.Title;

    /// <inheritdoc/>
    public override string Basis(ExposureBasis basis) => basis.Text;

    /// <inheritdoc/>
    public override string AsOf(ExposureReport report) => $"{report.IncidentId}, as of {report.AsOf.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";

    private const string Ordinary = "none, or ordinary negligence";
}
