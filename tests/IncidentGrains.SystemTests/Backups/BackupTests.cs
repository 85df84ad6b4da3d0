using IncidentGrains.SystemTests.Cli;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Backups;

/// <summary>A backup is taken while the server runs, fills an empty place, and can't hide what was recorded after it.</summary>
[Collection(RealProcesses.Name)]
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Embedded_RestoredFromYesterday_IsVerifiedAndTheLaterCheckpointTellsOfTheRollback()
    {
        await using var server = await ServerProcess.Start();
        using var clients = new Clients(server.Grpc, server.AdminToken);
        var id = await Recorded(clients, entries: 30);
        var backup = _folder.File("backup");
        Assert.Contains("backed up 32 events of 2 cases", await Verb(0, "backup", "--data", server.Data, "--to", backup, "--with-keys"), StringComparison.Ordinal);
        var witness = await LaterCheckpoint(clients, id);

        var restored = _folder.File("restored");
        Assert.Contains("verified 2 of 2 cases", await Verb(0, "restore", "--from", backup, "--data", restored), StringComparison.Ordinal);
        await using var again = await ServerProcess.Start("--data", restored);
        var ctl = new Incidentctl(again.Grpc, server.AdminToken);
        await AssertRolledBack(ctl, id, witness);
    }

    [ClusterFact]
    public async Task Production_RestoredFromYesterday_IsVerifiedAndTheLaterCheckpointTellsOfTheRollback()
    {
        await using var cluster = await ClusterProcesses.Start(2);
        using var clients = cluster.Client(0);
        var id = await Recorded(clients, entries: 30);
        var backup = _folder.File("backup");
        Assert.Contains(
            "backed up 32 events of 2 cases",
            await Verb(0, "backup", "--to", backup, "--with-keys", "--Postgres:Connection", cluster.Postgres.ConnectionString, "--Keys", cluster.Keys, "--pg-bin", PostgresServer.Folder!), StringComparison.Ordinal);
        var witness = await LaterCheckpoint(clients, id);

        await using var other = await PostgresServer.Start();

        // Another server's keys are in the way: said before anything is restored.
        var live = Directory.CreateDirectory(_folder.File("live")).FullName;
        await File.WriteAllTextAsync(Path.Combine(live, "checkpoint-key.pem"), "another server's key");
        Assert.Contains(
            "holds another checkpoint-key.pem",
            await Refused(["restore", "--from", backup, "--Postgres:Connection", other.ConnectionString, "--Keys", live, "--pg-bin", PostgresServer.Folder!]), StringComparison.Ordinal);

        string[] target = ["--Postgres:Connection", other.ConnectionString, "--Keys", _folder.File("keys")];
        Assert.Contains("verified 2 of 2 cases", await Verb(0, ["restore", "--from", backup, .. target, "--pg-bin", PostgresServer.Folder!]), StringComparison.Ordinal);
        await using var again = await ServerProcess.Start(target);
        var ctl = new Incidentctl(again.Grpc, cluster.AdminToken);
        await AssertRolledBack(ctl, id, witness);
        Assert.Contains("holds something already", await Refused(["restore", "--from", backup, .. target, "--pg-bin", PostgresServer.Folder!]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_WithoutTheWish_HoldsNoKeyAndIsItsOwnersAlone()
    {
        await using var server = await ServerProcess.Start();
        var backup = _folder.File("backup");
        await Verb(0, "backup", "--data", server.Data, "--to", backup);
        Assert.Equal(["backup.json", "ledger.db", "registry.db"], Directory.EnumerateFileSystemEntries(backup).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("700 600 600", (await Programs.Run("/bin/sh", ["-c", $"echo $(stat -c %a '{backup}' '{backup}'/*)"])).Output.Trim());
    }

    [Fact]
    public async Task Restore_OverAnythingOrFromNoWholeBackup_IsRefused()
    {
        await using var server = await ServerProcess.Start();
        var backup = _folder.File("backup");
        await Verb(0, "backup", "--data", server.Data, "--to", backup);
        Assert.Contains("holds something already", await Refused("restore", "--from", backup, "--data", server.Data), StringComparison.Ordinal);
        Assert.Contains("holds something already", await Refused("backup", "--data", server.Data, "--to", backup), StringComparison.Ordinal);
        File.Delete(Path.Combine(backup, "backup.json"));
        Assert.Contains("no whole backup", await Refused("restore", "--from", backup, "--data", _folder.File("restored")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("restored")));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> Recorded(Clients clients, int entries)
    {
        var id = (await clients.Open()).IncidentId;
        await Task.WhenAll(Enumerable.Range(0, entries).Select(n => clients.AddEntry(id, $"Entry {n}")));
        return id;
    }

    // Records more after the backup, and keeps the proof of it outside of the server.
    private async Task<string> LaterCheckpoint(Clients clients, string id)
    {
        await clients.AddEntry(id, "Recorded after the backup");
        var file = _folder.File("witness.jws");
        await File.WriteAllTextAsync(file, (await clients.Ledger.CreateCheckpointAsync(new CreateCheckpointRequest { CaseId = id })).Jws);
        return file;
    }

    private static async Task AssertRolledBack(Incidentctl ctl, string id, string witness)
    {
        Assert.Equal(31, (int)(await ctl.Json(0, "ledger", "verify", id))["events"]!);
        var verdict = await ctl.Json(1, "ledger", "verify", id, "--witness", witness);
        Assert.Equal("broken", (string)verdict["verdict"]!);
        Assert.Contains("32", (string)verdict["finding"]!, StringComparison.Ordinal);
    }

    private static async Task<string> Verb(int exitCode, params string[] arguments)
    {
        var finished = await Programs.Run("dotnet", [Repository.Host, .. arguments]);
        Assert.True(finished.ExitCode == exitCode, finished.ToString());
        return finished.Output + finished.Error;
    }

    private static Task<string> Refused(params string[] arguments) => Verb(2, arguments);
}
