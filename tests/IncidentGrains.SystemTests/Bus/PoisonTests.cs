using System.Text;
using IncidentGrains.SystemTests.Api;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Bus;

/// <summary>F11 and F12 on a real broker: poison is parked, repeats change nothing, and operators see and decide.</summary>
[Collection(RealProcesses.Name)]
public sealed class PoisonTests(RabbitMqNode rabbit)
{
    [SkippableByTool("rabbitmq-server")]
    public async Task Poison_IsParkedAfterItsTries_TheRestProceeds_AndOperatorsDecide()
    {
        await using var listener = await rabbit.Listen("incident.merged");
        await using var server = await ServerProcess.Start(rabbit.Settings());
        using var clients = new Clients(server.Grpc, server.AdminToken);
        var (warm, up) = await clients.Merge();
        await clients.UntilAbsorbed(warm, up);

        await listener.Send(BusListener.AbsorbQueue, "no JSON: somebody@example.com");
        await listener.Send(BusListener.AbsorbQueue, """{"stream":"inc-defect","seq":2,"into":""}""");
        var (from, into) = await clients.Merge();
        await clients.UntilAbsorbed(from, into);
        var parked = await Parked(clients, 2);
        var broken = Assert.Single(parked, p => p.Reason == "body.unreadable");
        var defect = Assert.Single(parked, p => p.Stream == "inc-defect");
        Assert.Equal((BusListener.AbsorbQueue, 2L, 5L), (defect.Consumer, defect.Seq, defect.Tries));

        // Replayed, the defect comes back; discarded, the broken one is gone. The ledger tells who decided.
        await clients.Bus.ReplayParkedMessageAsync(new ReplayParkedMessageRequest { ParkedId = defect.ParkedId, CommandId = Clients.NewId() });
        await BusScenario.Until(async () => (await Parked(clients, 1)).Any(p => p.ParkedId == defect.ParkedId), "The replayed message is not listed again.");
        var discard = new DiscardParkedMessageRequest { ParkedId = broken.ParkedId, CommandId = Clients.NewId(), Reason = "Sent by hand" };
        await clients.Bus.DiscardParkedMessageAsync(discard);
        await clients.Bus.DiscardParkedMessageAsync(discard);
        discard.CommandId = Clients.NewId();
        Assert.Equal("parked.not_found", (await Refusal.Of(clients.Bus.DiscardParkedMessageAsync(discard))).Reason);
        Assert.Equal(["bus.message-replayed.v1", "bus.message-discarded.v1"], (await clients.Events("sys-bus")).Select(e => e.Type));
        Assert.DoesNotContain(server.Errors, e => e.Contains("somebody@", StringComparison.Ordinal) || e.Contains(RabbitMqNode.Password, StringComparison.Ordinal));
    }

    [SkippableByTool("rabbitmq-server")]
    public async Task ParkedMessage_ThatCanBeTakenNow_IsReplayedByTheCommandLine()
    {
        await using var listener = await rabbit.Listen("incident.merged");
        await using var server = await ServerProcess.Start(rabbit.Settings());
        using var clients = new Clients(server.Grpc, server.AdminToken);
        var (from, into) = ((await clients.Open()).IncidentId, (await clients.Open()).IncidentId);
        var id = "prk-" + new string('a', 32);
        var body = Convert.ToHexString(Encoding.UTF8.GetBytes($$"""{"stream":"{{from}}","seq":2,"into":"{{into}}"}"""));
        await server.Execute($"INSERT INTO parked_message VALUES ('{id}', '{BusListener.AbsorbQueue}', '', X'{body}', '{from}', 2, 'TimeoutException', 0, 0, 5)");

        var token = new Dictionary<string, string>(StringComparer.Ordinal) { ["INCIDENTCTL_SERVER"] = server.Grpc.ToString(), ["INCIDENTCTL_TOKEN"] = server.AdminToken };
        var listed = await Programs.Run("dotnet", [Repository.Cli, "bus", "parked"], environment: token);
        Assert.True(listed.ExitCode == 0 && listed.Output.Contains(id, StringComparison.Ordinal) && listed.Output.Contains("TimeoutException", StringComparison.Ordinal), listed.ToString());
        var replayed = await Programs.Run("dotnet", [Repository.Cli, "bus", "replay", id], environment: token);
        Assert.True(replayed.ExitCode == 0, replayed.ToString());

        await clients.UntilAbsorbed(from, into);
        Assert.Empty((await clients.Bus.ListParkedMessagesAsync(new ListParkedMessagesRequest())).Messages);
    }

    [SkippableByTool("rabbitmq-server")]
    public async Task Messages_DeliveredFourTimesAndShuffled_LeaveTheStateOfOnce()
    {
        await using var listener = await rabbit.Listen("incident.merged");
        await using var server = await ServerProcess.Start(rabbit.Settings());
        using var clients = new Clients(server.Grpc, server.AdminToken);
        var merges = new List<(string From, string Into)>();
        for (var i = 0; i < 30; i++)
        {
            merges.Add(await clients.Merge(i % 3 == 0 ? null : merges[^1].Into));
        }

        await BusScenario.Until(() => Task.FromResult(listener.Received.Count == merges.Count), "Not every merge was told.");
        var copies = listener.Received.SelectMany(m => Enumerable.Repeat(m, 3)).ToArray();
        new Random(20251118).Shuffle(copies);
        foreach (var copy in copies)
        {
            await listener.Send(copy.Exchange, copy.Body);
        }

        foreach (var (from, into) in merges)
        {
            await clients.UntilAbsorbed(from, into);
        }

        await BusScenario.Until(() => Task.FromResult(listener.Received.Count == 4 * merges.Count), "Not every copy was delivered.");
        await BusScenario.Until(async () => await listener.Waiting(BusListener.AbsorbQueue) == 0, "The queue is not empty.");
        Assert.Equal(0, await server.Terminate());
        var absorbed = await server.Events("incident.absorbed.v1");
        Assert.Equal(merges.Select(m => m.Into).Order(StringComparer.Ordinal), absorbed.Select(a => a.Text).Order(StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyList<ParkedMessage>> Parked(Clients clients, int atLeast)
    {
        IReadOnlyList<ParkedMessage> found = [];
        await BusScenario.Until(async () => (found = (await clients.Bus.ListParkedMessagesAsync(new ListParkedMessagesRequest())).Messages).Count >= atLeast, "Nothing is parked.");
        return found;
    }
}
