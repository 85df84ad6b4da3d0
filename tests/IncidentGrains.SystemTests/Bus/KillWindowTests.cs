using IncidentGrains.SystemTests.Processes;
using Npgsql;

namespace IncidentGrains.SystemTests.Bus;

/// <summary>The server dies between the two steps of a hand-over: the effect happens, once.</summary>
[Collection(RealProcesses.Name)]
public sealed class KillWindowTests(RabbitMqNode rabbit)
{
    [SkippableByTool("rabbitmq-server")]
    public async Task Kill_BetweenTheBrokersConfirmAndTheOutboxMark_LeavesTheEffectOnce()
    {
        await using var listener = await rabbit.Listen("incident.merged");
        using var proxy = new HeldProxy(rabbit.Port);
        await using var server = await ServerProcess.Start(rabbit.Settings(proxy.Port));
        string from, into;
        using (var clients = new Clients(server.Grpc, server.AdminToken))
        {
            // Everything that is set up by the first message is there.
            var (warm, up) = await clients.Merge();
            await clients.UntilAbsorbed(warm, up);
            await BusScenario.Until(async () => await server.Outbox() == 0, "The first entry does not leave the outbox.");

            // The broker has the message; its confirm does not reach the server.
            proxy.Hold();
            (from, into) = await clients.Merge();
            await BusScenario.Until(() => Task.FromResult(listener.Received.Any(m => m.Stream == from)), "The broker has no message.");
            await server.Kill();
            Assert.Equal(1, await server.Outbox());
        }

        proxy.Release();
        await server.Restart();
        using var again = new Clients(server.Grpc, server.AdminToken);
        await BusScenario.Until(async () => await server.Outbox() == 0, "The entry does not leave the outbox.");
        await BusScenario.Until(() => Task.FromResult(listener.Received.Count(m => m.Stream == from) == 2), "The message was not sent again: the window was missed.");
        await again.UntilAbsorbed(from, into);
        await BusScenario.Until(async () => await listener.Waiting(BusListener.AbsorbQueue) == 0, "The queue is not empty.");
        Assert.Equal(1, await again.TimesAbsorbed(into));
    }

    [SkippableByPostgres]
    public async Task Kill_BetweenThePublicationInMemoryAndTheConsumersAcknowledgement_LeavesTheEffectOnce()
    {
        await using var database = await TestDatabase.Create();
        using var keys = new TemporaryFolder();
        await using var server = await ServerProcess.Start("--Postgres:Connection", database.ConnectionString, "--Keys", keys.Path);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        string from, into;
        using (var clients = new Clients(server.Grpc, server.AdminToken))
        {
            into = (await clients.Open()).IncidentId;

            // The consumer's append waits for this row: it has the message and can't acknowledge it.
            await using var hold = await connection.BeginTransactionAsync();
            await Execute($"SELECT seq FROM stream_head WHERE stream = '{into}' FOR UPDATE");
            (from, _) = await clients.Merge(into);
            await BusScenario.Until(
                async () => await database.Waiting() > 0,
                "The consumer does not come to its append.");
            await server.Kill();
            await hold.RollbackAsync();
        }

        Assert.Equal((1L, 0L), (await Execute("SELECT count(*) FROM outbox"), await Absorbed()));
        await server.Restart();
        await BusScenario.Until(async () => await Execute("SELECT count(*) FROM outbox") is 0L, "The entry does not leave the outbox.");
        using var again = new Clients(server.Grpc, server.AdminToken);
        await again.UntilAbsorbed(from, into);
        Assert.Equal(1L, await Absorbed());

        async Task<object?> Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync();
        }

        Task<object?> Absorbed() => Execute($"SELECT count(*) FROM ledger_event WHERE stream = '{into}' AND type = 'incident.absorbed.v1'");
    }
}
