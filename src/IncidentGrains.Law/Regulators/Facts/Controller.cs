namespace IncidentGrains.Law.Regulators.Facts;

/// <summary>Who is responsible for the data.</summary>
public sealed record Controller
{
    /// <summary>Where it is: the zone whose days the NIS2 and DORA rules count, and whose country's working days.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>What it is in the eyes of a law, such as <c>icsp</c> or <c>sec_registrant</c>; the rule packs list the words.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>True if Art 5(4) of Regulation (EU) 2025/301 is open to it, so that its first two DORA reports roll over weekends.</summary>
    public bool DoraWeekendRelief { get; init; }
}
