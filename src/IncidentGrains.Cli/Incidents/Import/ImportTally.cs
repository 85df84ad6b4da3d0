using System.Text.Json.Serialization;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>What became of the rows so far. Rows = opened + existing + rejected, always.</summary>
/// <param name="Rows">Data rows whose outcome is known.</param>
/// <param name="Opened">Incidents that this run opened.</param>
/// <param name="Existing">Rows whose incident was there before; left untouched.</param>
/// <param name="Rejected">Rows in the rejects file.</param>
/// <param name="DaysAgree">Incidents whose days, counted from the server's reply, are the register's.</param>
/// <param name="DaysCompared">Incidents where there was something to compare.</param>
internal sealed record ImportTally(
    [property: JsonPropertyName("rows")] long Rows = 0,
    [property: JsonPropertyName("opened")] long Opened = 0,
    [property: JsonPropertyName("existing")] long Existing = 0,
    [property: JsonPropertyName("rejected")] long Rejected = 0,
    [property: JsonPropertyName("daysAgree")] long DaysAgree = 0,
    [property: JsonPropertyName("daysCompared")] long DaysCompared = 0);
