namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>A row can't open an incident. It does not leave <see cref="RowMapper"/>.</summary>
/// <param name="column">The column concerned, or empty.</param>
/// <param name="reason">Why.</param>
internal sealed class RowRefusedException(string column, string reason) : Exception(reason)
{
    /// <summary>The column concerned, or empty for the whole row.</summary>
    public string Column { get; } = column;
}
