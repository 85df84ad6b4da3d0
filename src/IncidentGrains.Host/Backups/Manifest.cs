using System.Data.Common;
using System.Text.Json;
using Dapper;
using IncidentGrains.Host.Hosting;
using IncidentGrains.Proof;

namespace IncidentGrains.Host.Backups;

/// <summary>A case in a backup: how many events, and its newest checkpoint, itself a witness against a later rewrite.</summary>
internal sealed record BackedUpCase(string CaseId, long Events, long? Checkpoint, string? Jws);

/// <summary>What is in a backup; readable without the database, and without personal data.</summary>
internal sealed record Manifest(string Format, string Database, DateTimeOffset MadeAt, long Events, long LastPosition, DateTimeOffset? LastEventAt, IReadOnlyList<BackedUpCase> Cases)
{
    private const string CurrentFormat = "incidentgrains-backup/1";

    private const string FileName = "backup.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Reads off a database, in the snapshot that the connection's transaction has.</summary>
    public static async Task<Manifest> Of(DbConnection ledger, string database)
    {
        var (events, position, at) = await ledger.QuerySingleAsync<(long Events, long Position, long At)>(
            "SELECT count(*), COALESCE(max(position), 0), COALESCE(max(at), 0) FROM ledger_event");
        var cases = await ledger.QueryAsync<(string CaseId, long Events, long? Checkpoint, string? Jws)>(
            """
            SELECT e.case_id, e.events, c.number, c.jws
            FROM (SELECT case_id, count(*) AS events FROM ledger_event GROUP BY case_id) e
            LEFT JOIN checkpoint c ON c.case_id = e.case_id AND c.number = (SELECT max(n.number) FROM checkpoint n WHERE n.case_id = e.case_id)
            ORDER BY e.case_id
            """);
        return new Manifest(
            CurrentFormat, database, TimeProvider.System.GetUtcNow(), events, position, events == 0 ? null : Instants.FromMicros(at),
            [.. cases.Select(c => new BackedUpCase(c.CaseId, c.Events, c.Checkpoint, c.Jws))]);
    }

    /// <exception cref="ConfigurationException">There is none, or of a kind that this version does not know.</exception>
    public static Manifest Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            throw new ConfigurationException($"'{folder}' holds no whole backup: there is no {FileName} in it. Give --from the directory that a backup wrote.");
        }

        var manifest = JsonSerializer.Deserialize<Manifest>(File.ReadAllText(file), Json)!;
        return manifest.Format == CurrentFormat ? manifest
            : throw new ConfigurationException($"The backup in '{folder}' is of format '{manifest.Format}', and this version reads {CurrentFormat}. Restore it with the version that made it.");
    }

    public void Write(string folder) => OwnersOnly.Write(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json));
}
