using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains;
using IncidentGrains.Grains.Access;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Proof;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;

namespace IncidentGrains.Tests.Clusters;

/// <summary>Two silos on one ledger, of which the older has never heard of links between incidents.</summary>
public sealed class MixedVersions : IAsyncLifetime
{
    /// <summary>What the older silo does not know.</summary>
    public const string NewType = "incident.linked.v1";

    private static readonly DirectoryInfo Folder = Directory.CreateTempSubdirectory("ig-versions");

    private TestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<Configurator>();
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        Older = (InProcessSiloHandle)await _cluster.StartAdditionalSiloAsync();
    }

    internal InProcessSiloHandle Newer => (InProcessSiloHandle)_cluster.Primary!;

    internal InProcessSiloHandle Older { get; private set; } = null!;

    internal LedgerReader Reader => Newer.SiloHost.Services.GetRequiredService<LedgerReader>();

    internal ILedgerStore Store => Newer.SiloHost.Services.GetRequiredService<ILedgerStore>();

    public async Task DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Folder.Delete(recursive: true);
    }

    /// <summary>Calls an incident that, if it is not in memory, is read in on this silo.</summary>
    internal async Task<T> On<T>(InProcessSiloHandle silo, string id, Func<IIncidentGrain, Task<T>> call)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo.SiloAddress);
        try
        {
            return await call(_cluster.GrainFactory.GetGrain<IIncidentGrain>(id));
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    /// <summary>Takes all grains out of memory, on both silos; their snapshots are saved.</summary>
    internal Task Forget() => _cluster.GrainFactory.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    private static EventTypes Without(string name)
    {
        var (known, older) = (new EventTypes().AddIncidents().AddAccess(), new EventTypes());
        var json = new IncidentJson(EventTypes.Readable(IncidentJson.Default.Options));
        var add = typeof(EventTypes).GetMethod(nameof(EventTypes.Add), BindingFlags.Public | BindingFlags.Instance)!;
        foreach (var other in known.Names.Where(n => n != name && json.GetTypeInfo(known.TypeOf(n)) is not null))
        {
            JsonTypeInfo info = json.GetTypeInfo(known.TypeOf(other))!;
            add.MakeGenericMethod(info.Type).Invoke(older, [other, info, false]);
        }

        return older;
    }

    private sealed class Configurator : ISiloConfigurator
    {
        private static int _silos;


        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.Services.AddSingleton(TimeProvider.System).AddSqliteLedger(File("ledger.db"), File("snapshots.db")).AddLedger(SigningKey.Create());
            if (Interlocked.Increment(ref _silos) == 2)
            {
                siloBuilder.Services.AddSingleton(Without(NewType));
            }

            siloBuilder.AddAdoNetGrainStorage("snapshots", o => o.Configure<SnapshotSerializer>((storage, serializer) =>
            {
                storage.Invariant = "System.Data.SQLite";
                storage.ConnectionString = SqliteDatabase.ConnectionString(File("snapshots.db"));
                storage.GrainStorageSerializer = serializer;
            }));
        }

        private static string File(string name) => Path.Combine(Folder.FullName, name);
    }
}
