using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Cli.Api;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>The people of a scenario, each with a token and a connection of their own, so that the server tells them apart.</summary>
internal sealed class DemoPeople : IDisposable
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Connection> _connections = new(StringComparer.Ordinal);

    private DemoPeople(string adminTokenFile) => AdminTokenFile = adminTokenFile;

    /// <summary>The file with the administrator's token.</summary>
    public string AdminTokenFile { get; }

    /// <summary>The connection of a person.</summary>
    public Connection this[string subject] => _connections[subject];

    /// <summary>The person of that role who is named first.</summary>
    public static string WithRole(Scenario scenario, Role role) => scenario.People.FirstOrDefault(p => p.Roles.Contains(role))?.Subject
        ?? throw new DemoException($"the scenario has nobody in the role {role}");

    /// <summary>Has the administrator issue a token to everyone.</summary>
    public static async Task<DemoPeople> Arrive(Scenario scenario, HostProcess host, string data, CancellationToken cancellation)
    {
        var people = new DemoPeople(Path.Combine(data, "admin.token"));
        try
        {
            using var admin = new Connection([host.Grpc], (await File.ReadAllTextAsync(people.AdminTokenFile, cancellation)).Trim(), CallLimit);
            var access = new AccessService.AccessServiceClient(admin.Invoker);
            ReplayClock.Check(await access.WhoAmIAsync(new WhoAmIRequest(), admin.Unary(cancellation)), scenario.Steps[0].At);
            foreach (var person in scenario.People)
            {
                // The replayed clock runs through months, and a token ages with it.
                var request = new MintTokenRequest
                {
                    CommandId = "demo-" + person.Subject, Subject = person.Subject, Roles = { person.Roles }, Lifetime = Duration.FromTimeSpan(TimeSpan.FromDays(366)),
                };
                var minted = await access.MintTokenAsync(request, admin.Unary(cancellation));
                people._connections[person.Subject] = new Connection([host.Grpc], minted.Token, CallLimit);
            }

            return people;
        }
        catch
        {
            people.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var connection in _connections.Values)
        {
            connection.Dispose();
        }
    }
}
