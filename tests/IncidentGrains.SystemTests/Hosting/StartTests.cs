using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Hosting;

/// <summary>What the server needs before it starts, and what it says where that is missing.</summary>
[Collection(RealProcesses.Name)]
public sealed class StartTests(SharedServer server)
{
    [Theory]
    [InlineData("--listen", "0.0.0.0:0", "Tls:Certificate")]
    [InlineData("--rest", "0.0.0.0:0", "Tls:Certificate")]
    [InlineData("--listen", "[::]:0", "Tls:Certificate")]
    [InlineData("--listen", "nonsense", "HOST:PORT")]
    [InlineData("--listen", "example.com:5080", "IP address")]
    [InlineData("--listen", "127.0.0.1:99999", "HOST:PORT")]
    [InlineData("--Tls:Certificate", "/nowhere/server.pem", "There is no file")]
    [InlineData("--Issuers:0:Authority", "nonsense", "Issuers")]
    public async Task Start_WithASettingThatCantBe_EndsWithTwoAndSaysWhatToSet(string setting, string value, string message)
    {
        using var folder = new TemporaryFolder();
        var finished = await ServerProcess.Refused("--data", folder.File("data"), "--listen", "127.0.0.1:0", "--rest", "127.0.0.1:0", setting, value);
        Assert.True(finished.ExitCode == 2, finished.ToString());
        Assert.Contains(message, finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", finished.Error, StringComparison.Ordinal);
        Assert.Empty(finished.Output);
    }

    [Fact]
    public async Task Start_WithAWordThatMeansNothing_EndsWithTwoAndTheUsage()
    {
        var finished = await ServerProcess.Refused("please");
        Assert.Equal(2, finished.ExitCode);
        Assert.Contains("Usage: serve [--data DIR]", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnDataThatAnotherServerHolds_IsRefused()
    {
        var finished = await ServerProcess.Refused("--data", server.Process.Data, "--listen", "127.0.0.1:0", "--rest", "127.0.0.1:0");
        Assert.True(finished.ExitCode == 2, finished.ToString());
        Assert.Contains("another server holds it", finished.Error, StringComparison.Ordinal);
        await server.Admin.Open("The first server goes on");
    }

    [Fact]
    public async Task Start_OnAPortThatIsTaken_EndsWithTwoAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        var finished = await ServerProcess.Refused("--data", folder.File("data"), "--listen", server.Process.Grpc.Authority, "--rest", "127.0.0.1:0");
        Assert.True(finished.ExitCode == 2, finished.ToString());

        // Beside the log, whose lines are written by a thread of their own: in what order is open.
        var said = Assert.Single(finished.Error.Split('\n'), line => line.StartsWith("incidentgrains: ", StringComparison.Ordinal));
        Assert.Contains(server.Process.Grpc.Authority, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_OnAllAddresses_ServesGrpcAndRest()
    {
        using var certificate = new SelfSigned();
        await using var secure = await ServerProcess.Start(
            "--listen", "0.0.0.0:0", "--rest", "0.0.0.0:0", "--Tls:Certificate", certificate.CertificateFile, "--Tls:Key", certificate.KeyFile);
        Assert.Equal("https", secure.Grpc.Scheme);
        using var clients = new Clients(secure.Grpc, secure.AdminToken, certificate.Handler());
        Assert.Equal(Stage.Open, (await clients.Open()).Stage);
        using var http = new HttpClient(certificate.Handler());
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri(secure.Rest, "healthz/ready")));
    }

    [Fact]
    public async Task Tls_WithAChain_IsTrustedByWhoKnowsTheRootAlone()
    {
        using var certificate = new IssuedCertificate();
        await using var secure = await ServerProcess.Start("--Tls:Certificate", certificate.CertificateFile, "--Tls:Key", certificate.KeyFile);
        using var clients = new Clients(secure.Grpc, secure.AdminToken, certificate.Handler());
        Assert.Equal(Stage.Open, (await clients.Open()).Stage);
        using var http = new HttpClient(certificate.Handler());
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri(secure.Rest, "healthz/ready")));
    }
}
