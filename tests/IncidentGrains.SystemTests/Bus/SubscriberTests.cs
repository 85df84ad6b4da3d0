using System.Diagnostics;
using System.Text.Json.Nodes;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Bus;

/// <summary>Another system, in another language and process, hears what happened.</summary>
[Collection(RealProcesses.Name)]
public sealed class SubscriberTests(RabbitMqNode rabbit)
{
    [SkippableByTool("rabbitmq-server")]
    public async Task Subscriber_InJavaScript_HearsEachEventOnce()
    {
        await using var listener = await rabbit.Listen("incident.confirmed");
        await using var server = await ServerProcess.Start(rabbit.Settings());
        using var clients = new Clients(server.Grpc, server.AdminToken);
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "package.json", "package-lock.json", "subscriber.js" })
        {
            File.Copy(Repository.File("tests", "clients", "subscriber", file), folder.File(file));
        }

        var install = await Programs.Run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder.Path);
        Assert.True(install.ExitCode == 0, install.ToString());
        using var subscriber = new Process
        {
            StartInfo = Programs.StartInfo(
                "node", ["subscriber.js", $"amqp://{RabbitMqNode.Username}:{RabbitMqNode.Password}@127.0.0.1:{rabbit.Port}/", "tickets", "incident.confirmed", "incident.contained", "incident.awareness-claimed"]),
        };
        subscriber.StartInfo.WorkingDirectory = folder.Path;
        subscriber.Start();
        try
        {
            Assert.Equal(3, (int)(await Line(subscriber))["listening"]!);
            var incident = await clients.Open();
            await clients.Incidents.TriageIncidentAsync(new TriageIncidentRequest { IncidentId = incident.IncidentId, CommandId = Clients.NewId(), Severity = Severity.High, Reasons = { "Addresses of many" } });
            await clients.Incidents.ConfirmIncidentAsync(new ConfirmIncidentRequest { IncidentId = incident.IncidentId, CommandId = Clients.NewId(), Note = "A note that stays here" });

            var confirmed = await Line(subscriber);
            Assert.Equal(
                ("urn:message:incidentgrains:incident.confirmed:v1", incident.IncidentId, 3L), ((string)confirmed["message"]!, (string)confirmed["stream"]!, (long)confirmed["seq"]!));
            Assert.DoesNotContain("note", confirmed.ToJsonString(), StringComparison.OrdinalIgnoreCase);

            // A copy is not heard again: the next line is the next event.
            await BusScenario.Until(() => Task.FromResult(!listener.Received.IsEmpty), "The listener heard nothing.");
            var copy = listener.Received.First();
            await listener.Send(copy.Exchange, copy.Body);
            await clients.Incidents.ContainIncidentAsync(new ContainIncidentRequest { IncidentId = incident.IncidentId, CommandId = Clients.NewId() });
            Assert.Equal(4, (int)(await Line(subscriber))["seq"]!);
        }
        finally
        {
            subscriber.Kill();
        }
    }

    private static async Task<JsonNode> Line(Process subscriber)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return JsonNode.Parse(await subscriber.StandardOutput.ReadLineAsync(bound.Token) ?? throw new InvalidOperationException(await subscriber.StandardError.ReadToEndAsync(bound.Token)))!;
    }
}
