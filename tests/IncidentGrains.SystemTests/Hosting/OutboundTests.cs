using System.Text.RegularExpressions;
using IncidentGrains.SystemTests.Bus;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Hosting;

/// <summary>The server contacts nobody that is not configured: no telemetry, no update check, no name look-up.</summary>
[Collection(RealProcesses.Name)]
public sealed partial class OutboundTests(RabbitMqNode rabbit)
{
    [SkippableByTool("strace")]
    public Task Server_FromStartToStop_ConnectsToLoopbackAlone() => ConnectsToLoopbackAlone();

    [SkippableByTool("rabbitmq-server")]
    public async Task Server_OnRabbitMq_ConnectsToLoopbackAlone()
    {
        await using var listener = await rabbit.Listen("incident.merged");
        await ConnectsToLoopbackAlone(rabbit.Settings());
        Assert.Single(listener.Received);
    }

    private static async Task ConnectsToLoopbackAlone(params string[] settings)
    {
        using var folder = new TemporaryFolder();
        var trace = folder.File("connects");

        // -D: the tracer stands aside, so that signals reach the server.
        await using var server = await ServerProcess.StartUnder(["strace", "-D", "-f", "-qq", "-e", "trace=bind,connect,sendto,sendmsg,sendmmsg", "-o", trace], settings);
        using (var clients = new Clients(server.Grpc, server.AdminToken))
        {
            var incident = await clients.Open();
            for (var i = 0; i < 200; i++)
            {
                await clients.AddEntry(incident.IncidentId, $"Entry {i}");
            }

            var (from, into) = await clients.Merge();
            await clients.UntilAbsorbed(from, into);
        }

        Assert.Equal(0, await server.Terminate());
        var calls = await File.ReadAllLinesAsync(trace);
        Assert.Contains(calls, c => c.Contains("bind(", StringComparison.Ordinal) && Loopback().IsMatch(c));
        Assert.DoesNotContain(calls, c => Internet().IsMatch(c) && !Loopback().IsMatch(c));
    }

    [GeneratedRegex("sa_family=AF_INET6?,", RegexOptions.None, 1000)]
    private static partial Regex Internet();

    [GeneratedRegex("inet_addr\\(\"127\\.|inet_pton\\(AF_INET6, \"(::1|::ffff:127\\.[0-9.]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loopback();
}
