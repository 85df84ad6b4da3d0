namespace IncidentGrains.SystemTests.Processes;

/// <summary>One server for all tests that leave it running; they keep apart by using incidents of their own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public ServerProcess Process { get; private set; } = null!;

    /// <summary>Calls as the administrator, who has every working role too.</summary>
    public Clients Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Process = await ServerProcess.Start();
        Admin = new Clients(Process.Grpc, Process.AdminToken);
    }

    public async Task DisposeAsync()
    {
        Admin.Dispose();
        await Process.DisposeAsync();
    }

    /// <summary>Calls as a person with these roles, by a token minted for the purpose.</summary>
    public async Task<Clients> As(string subject, params V1.Role[] roles) => new(Process.Grpc, await Admin.Mint(subject, roles));
}

/// <summary>Every test of real processes, one after the other: two at once would measure each other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealProcesses : ICollectionFixture<SharedServer>, ICollectionFixture<Bus.RabbitMqNode>
{
    public const string Name = "system";
}
