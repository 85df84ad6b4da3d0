using IncidentGrains.Host.Hosting;

namespace IncidentGrains.Host.Bus;

/// <summary>Where RabbitMQ is; without a host, messages stay in this process.</summary>
/// <param name="Host">The address without credentials; null: in memory.</param>
/// <param name="Username">Who logs in.</param>
/// <param name="Password">Never logged.</param>
internal sealed record RabbitMqOptions(Uri? Host, string Username, string Password)
{
    private const string Form = "amqps://broker.example:5671/vhost";

    /// <summary>Reads and checks the settings; name and password may stand in the address.</summary>
    /// <exception cref="ConfigurationException">The address is none.</exception>
    public static RabbitMqOptions Read(IConfiguration configuration)
    {
        if (configuration["RabbitMq:Host"] is not { Length: > 0 } text)
        {
            return new RabbitMqOptions(null, "", "");
        }

        // The text itself stays out of the message: it may hold the password.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps"))
        {
            throw new ConfigurationException($"RabbitMq:Host is no address such as {Form}.");
        }

        var given = address.UserInfo.Split(':', 2);
        return new RabbitMqOptions(
            new UriBuilder(address) { UserName = "", Password = "" }.Uri,
            configuration["RabbitMq:Username"] is { Length: > 0 } name ? name : given[0].Length > 0 ? Uri.UnescapeDataString(given[0]) : "guest",
            configuration["RabbitMq:Password"] is { Length: > 0 } password ? password : given.Length > 1 ? Uri.UnescapeDataString(given[1]) : "guest");
    }

    /// <summary>Without the password, wherever it is printed.</summary>
    public override string ToString() => $"{Host} as {Username}";
}
