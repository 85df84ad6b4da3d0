using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentGrains.Cli.Incidents.Import;

namespace IncidentGrains.Cli.Demo;

/// <summary>What a demonstration did, for programs: <c>summary.json</c>.</summary>
/// <param name="Scenario">The scenario's title.</param>
/// <param name="IncidentId">The incident.</param>
/// <param name="Steps">Steps played.</param>
/// <param name="Refused">Steps among them that were refused, as they had to be.</param>
/// <param name="Stages">When each stage was reached.</param>
/// <param name="Known">What the record answered as of earlier instants.</param>
/// <param name="Affected">How many people each question counted.</param>
/// <param name="Clocks">How the obligations that the scenario names stood in the end.</param>
/// <param name="Register">What came of the register.</param>
/// <param name="Ledger">What the verifications found.</param>
/// <param name="Members">The number given by --members.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record DemoSummary(
    string Scenario, string IncidentId, int Steps, int Refused, IReadOnlyList<StageChange> Stages, IReadOnlyList<KnownAnswer> Known,
    IReadOnlyDictionary<string, long> Affected, IReadOnlyList<ClockOutcome> Clocks, ImportTally Register, DemoVerdict Ledger, int Members, double Seconds)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the file.</summary>
    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Json) + "\n");
}
