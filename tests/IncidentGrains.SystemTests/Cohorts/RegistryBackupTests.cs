using Grpc.Core;
using IncidentGrains.Registry.Synthetic;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Cohorts;

/// <summary>Affected people come back from a backup by their keys alone, and whose keys were destroyed does not come back.</summary>
[Collection(RealProcesses.Name)]
public sealed class RegistryBackupTests : IDisposable
{
    private static readonly SyntheticFile File = new() { Rows = 1_000, Seed = 20251118, Categories = ["name", "email", "phone", "address"] };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Backup_WithKeys_BringsThePeopleBack_WithoutThemNobodyReadsThem()
    {
        await using var own = await ServerProcess.Start();
        var incident = await Import(own);
        await Verb("backup", "--data", own.Data, "--to", _folder.File("with"), "--with-keys");
        await Verb("backup", "--data", own.Data, "--to", _folder.File("without"));
        await Verb("restore", "--from", _folder.File("with"), "--data", _folder.File("restored"));
        await Verb("restore", "--from", _folder.File("without"), "--data", _folder.File("locked"));
        await using var restored = await ServerProcess.Start("--data", _folder.File("restored"));
        using var after = new Clients(restored.Grpc, own.AdminToken);
        Assert.Equal(new SyntheticTruth(File).Files[0].Counts.Members, await new CohortClient(after, incident).Count());

        await using var locked = await ServerProcess.Start("--data", _folder.File("locked"));
        using var blind = new Clients(locked.Grpc, await System.IO.File.ReadAllTextAsync(_folder.File("locked/admin.token")));
        await NoKey(() => new CohortClient(blind, incident).Count());
    }

    [Fact]
    public async Task BackupOfYesterday_UnderTodaysKeys_BringsNobodyBackWhoWasErasedSince()
    {
        await using var own = await ServerProcess.Start();
        var incident = await Import(own);
        await Verb("backup", "--data", own.Data, "--to", _folder.File("yesterday"));
        var (erased, other) = (CohortTests.Rows(File).First()[0], CohortTests.Rows(File).Last()[0]);
        using (var clients = new Clients(own.Grpc, own.AdminToken))
        {
            var cohorts = new CohortClient(clients, incident);
            await AtRestTests.Erase(own, cohorts, erased);
            var session = await cohorts.OpenLookup();
            Assert.Equal([Affected.No, Affected.Yes], (await cohorts.LookUp(session.SessionId, CohortClient.MemberId(erased), CohortClient.MemberId(other))).Answers.Select(a => a.Affected));
        }

        Assert.Equal(0, await own.Terminate());
        await Verb("restore", "--from", _folder.File("yesterday"), "--data", _folder.File("back"));
        foreach (var key in new[] { "master-key", "registry-keys.db", "checkpoint-key.pem", "issuer-key.pem", "admin.token" })
        {
            System.IO.File.Copy(Path.Combine(own.Data, key), _folder.File(Path.Combine("back", key)), overwrite: true);
        }

        // Neither in the answers nor in the rows: what stood beside the person is imported again.
        await using var back = await ServerProcess.Start("--data", _folder.File("back"));
        using var after = new Clients(back.Grpc, own.AdminToken);
        var again = new CohortClient(after, incident);
        await NoKey(() => again.Count());
        await NoKey(async () =>
        {
            var session = await again.OpenLookup();
            await again.LookUp(session.SessionId, CohortClient.MemberId(erased));
        });
    }

    private static async Task<string> Import(ServerProcess server)
    {
        using var clients = new Clients(server.Grpc, server.AdminToken);
        var cohorts = await CohortClient.Open(clients);
        await cohorts.Import("members", File);
        return cohorts.IncidentId;
    }

    private static async Task NoKey(Func<Task> call)
    {
        var e = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal((StatusCode.DataLoss, true), (e.StatusCode, e.Status.Detail.Contains("has no key any more", StringComparison.Ordinal)));
    }

    private static async Task Verb(params string[] arguments)
    {
        var finished = await Programs.Run("dotnet", [Repository.Host, .. arguments]);
        Assert.True(finished.ExitCode == 0, finished.ToString());
    }
}
