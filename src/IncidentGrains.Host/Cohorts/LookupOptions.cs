namespace IncidentGrains.Host.Cohorts;

/// <summary>How much one person may look up.</summary>
/// <param name="KeysPerSecond">Persons a second and caller on one silo, on average; 0 means any number.</param>
/// <param name="Burst">Persons that may be asked for at once after a pause.</param>
internal sealed record LookupOptions(int KeysPerSecond, int Burst)
{
    /// <summary>A hotline's work many times over; to ask for everybody of a country, one would need a day, and be seen.</summary>
    public static LookupOptions Default { get; } = new(500, 5_000);
}
