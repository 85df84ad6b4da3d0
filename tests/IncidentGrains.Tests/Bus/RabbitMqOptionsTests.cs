using IncidentGrains.Host.Bus;
using IncidentGrains.Host.Hosting;
using Microsoft.Extensions.Configuration;

namespace IncidentGrains.Tests.Bus;

/// <summary>Where the broker is, and that its password is printed nowhere.</summary>
public sealed class RabbitMqOptionsTests
{
    [Theory]
    [InlineData("amqp://127.0.0.1:5672/shop", "", "", "amqp://127.0.0.1:5672/shop", "guest", "guest")]
    [InlineData("amqps://ig:s%40crete@broker.example/", "", "", "amqps://broker.example/", "ig", "s@crete")]
    [InlineData("amqp://ig:old@h:1/", "other", "newer", "amqp://h:1/", "other", "newer")]
    public void Settings_AreRead(string host, string username, string password, string address, string name, string secret)
    {
        var options = Read(host, username, password);
        Assert.Equal((new Uri(address), name, secret), (options.Host, options.Username, options.Password));
        Assert.DoesNotContain(secret == "guest" ? "guest;" : secret, options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_WithoutAHost_MeanInMemory() => Assert.Null(Read("", "", "").Host);

    [Theory]
    [InlineData("broker.example:5672")]
    [InlineData("http://ig:hushhush@broker.example")]
    public void Address_OfAnotherForm_IsRefused_WithoutRepeatingIt(string host)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Read(host, "", ""));
        Assert.Contains("amqps://", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hushhush", refused.Message, StringComparison.Ordinal);
    }

    private static RabbitMqOptions Read(string host, string username, string password) => RabbitMqOptions.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["RabbitMq:Host"] = host, ["RabbitMq:Username"] = username, ["RabbitMq:Password"] = password }).Build());
}
