using IncidentGrains.Host.Hosting;

namespace IncidentGrains.Tests.Host;

/// <summary>A misspelt setting is refused: it must not quietly leave another database, or no TLS, in force.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--bogus", "x")]
    [InlineData("--Postgress:Connection", "x")]
    [InlineData("-data", "x")]
    [InlineData("data", "x")]
    [InlineData("--data")]
    public void Options_NotUnderstood_AreRefusedWithTheUsage(params string[] arguments) =>
        Assert.Contains("Usage: serve", Assert.Throws<ConfigurationException>(() => CommandLine.Options(arguments)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--data", "x", "--listen", "127.0.0.1:0", "--rest=127.0.0.1:0")]
    [InlineData("--Postgres:Connection", "x", "--Issuers:0:Authority", "y", "--Tls:Certificate=z")]
    public void Options_Known_AreTaken(params string[] arguments) => Assert.NotNull(CommandLine.Options(arguments));

    [Fact]
    public void Help_IsShownInsteadOfAStart() => Assert.Throws<HelpException>(() => CommandLine.Options(["--help"]));
}
