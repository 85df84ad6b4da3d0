using Google.Rpc;
using Grpc.Core;
using IncidentGrains.Registry.Synthetic;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;
using Microsoft.Data.Sqlite;

namespace IncidentGrains.SystemTests.Cohorts;

/// <summary>F17: a stored blob that was flipped, cut, exchanged or lost is named, and never answered from; the rest goes on.</summary>
[Collection(RealProcesses.Name)]
public sealed class DamagedBlobTests
{
    [Theory]
    [InlineData("UPDATE blob SET bytes = substr(bytes, 1, 40) || x'00' || substr(bytes, 42) WHERE digest IN ({0})", "does not have the digest")]
    [InlineData("UPDATE blob SET bytes = substr(bytes, 1, length(bytes) - 1) WHERE digest IN ({0})", "does not have the digest")]
    [InlineData("DELETE FROM blob WHERE digest IN ({0})", "is not in the database")]
    [InlineData("UPDATE blob SET bytes = (SELECT bytes FROM blob b WHERE b.digest NOT IN ({0}) AND length(b.bytes) > 100 LIMIT 1) WHERE digest IN ({0})", "does not have the digest")]
    public async Task Blob_ThatIsDamaged_IsNamed_AndNeverAnsweredFrom(string damage, string finding)
    {
        var file = new SyntheticFile { Rows = 4_000, Seed = 9, Categories = ["name"] };
        PersonIdentifier[] identifiers = [.. CohortTests.Rows(file).Where(r => r[0].Length > 0 && r[2].Length > 0).Take(400).SelectMany(r => new[] { CohortClient.MemberId(r[0]), CohortClient.Email(r[2]) })];
        await using var server = await ServerProcess.Start();
        string incident;
        using (var clients = new Clients(server.Grpc, server.AdminToken))
        {
            var cohorts = await CohortClient.Open(clients);
            incident = cohorts.IncidentId;
            await cohorts.Import("members", file);
        }

        await server.Terminate();
        await using (var registry = new SqliteConnection($"Data Source={Path.Combine(server.Data, "registry.db")};Pooling=False"))
        {
            // One range in eight: which one a person is in, only the secret tells.
            await registry.OpenAsync();
            await using var command = registry.CreateCommand();
            command.CommandText = string.Format(System.Globalization.CultureInfo.InvariantCulture, damage, "SELECT digest FROM blob WHERE length(bytes) < 2000 AND hex(digest) < '2'");
            Assert.True(await command.ExecuteNonQueryAsync() > 20);
        }

        await server.Restart();
        using var after = new Clients(server.Grpc, server.AdminToken);
        var damaged = new CohortClient(after, incident);
        var session = await damaged.OpenLookup();
        var (answered, named) = (0, 0);
        foreach (var identifier in identifiers)
        {
            try
            {
                Assert.Equal(Affected.Yes, (await damaged.LookUp(session.SessionId, identifier)).Answers.Single().Affected);
                answered++;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.DataLoss)
            {
                Assert.Equal("registry.damaged", e.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason);
                Assert.Contains(finding, e.Status.Detail, StringComparison.Ordinal);
                Assert.Matches("(members|aliases) [0-9]+ of imp-", e.Status.Detail);
                named++;
            }
        }

        Assert.True(answered > 50 && named > 50, $"{answered} answered, {named} refused");
    }
}
