using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>A row as the incident that it opens.</summary>
/// <param name="Line">The line of the register on which it begins.</param>
/// <param name="Raw">The row as it stands in the file.</param>
/// <param name="Request">What the server is asked.</param>
/// <param name="RegisterDays">The register's own count of days; empty if it gives none.</param>
internal sealed record Opening(long Line, string Raw, OpenIncidentRequest Request, string RegisterDays);
