namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>A row that opens no incident, and why.</summary>
/// <param name="Line">The line of the register on which it begins, from 1.</param>
/// <param name="Column">The column concerned, or empty for the whole row.</param>
/// <param name="Reason">Why.</param>
/// <param name="Raw">The row as it stands in the file.</param>
internal sealed record RowReject(long Line, string Column, string Reason, string Raw);
