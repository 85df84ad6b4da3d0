using IncidentGrains.Law.Exposure;

namespace IncidentGrains.Host.Exposure;

/// <summary>Estimates of one incident beside each other, to be written as a file.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="AsOf">The instant at which they hold.</param>
/// <param name="Cases">The estimates, at least one.</param>
internal sealed record ExposureReport(string IncidentId, DateTimeOffset AsOf, IReadOnlyList<ExposureCase> Cases)
{
    /// <summary>How many can be told apart on one page.</summary>
    public const int MostCases = 6;

    /// <summary>The letter of an estimate, by which tables and plot refer to it.</summary>
    public static string Letter(int index) => ((char)('A' + index)).ToString();
}

/// <summary>An estimate and the figures that it was made from.</summary>
/// <param name="Place">The name of the jurisdiction, or its code where no pack names it.</param>
/// <param name="Inputs">The figures.</param>
/// <param name="Estimate">The estimate.</param>
internal sealed record ExposureCase(string Place, ExposureInputs Inputs, ExposureEstimate Estimate);
