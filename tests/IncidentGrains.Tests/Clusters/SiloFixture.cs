using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Proof;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using Orleans.TestingHost;

namespace IncidentGrains.Tests.Clusters;

/// <summary>Two silos on one SQLite ledger: calls cross silos, so everything that crosses is serialised for real.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    private static readonly DirectoryInfo Folder = Directory.CreateTempSubdirectory("ig-cluster");

    private TestCluster _cluster = null!;

    /// <summary>The time on both silos.</summary>
    internal static FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 11, 18, 13, 52, 0, TimeSpan.Zero));

    /// <summary>The people that both silos count.</summary>
    internal static FixedCounts Counted { get; } = new();

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(2);
        builder.AddSiloBuilderConfigurator<Configurator>();
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Folder.Delete(recursive: true);
    }

    internal IIncidentGrain Incident(string id) => _cluster.GrainFactory.GetGrain<IIncidentGrain>(id);

    internal IRemediationTaskGrain Task(string id) => _cluster.GrainFactory.GetGrain<IRemediationTaskGrain>(id);

    internal IObligationsGrain Obligations(string incidentId) => _cluster.GrainFactory.GetGrain<IObligationsGrain>(ObligationsId.Of(incidentId));

    internal IFilingGrain Filing(string id) => _cluster.GrainFactory.GetGrain<IFilingGrain>(id);

    internal IRegistryGrain Registry(string incidentId) => _cluster.GrainFactory.GetGrain<IRegistryGrain>(RegistryId.Of(incidentId));

    /// <summary>A fresh task of an incident.</summary>
    internal Task<RemediationTaskView> Create(string incidentId, bool mandatory = true, DateTimeOffset? dueAt = null, Actor? by = null)
    {
        var meta = By(by ?? People.Responder);
        return Task(TaskId.Derive(meta.Actor.Person, meta.CommandId)).Execute(
            new CreateTask(meta, incidentId, "Rotate the key", "", mandatory, TaskPriority.High, dueAt, [], ""));
    }

    internal IGrainFactory Grains => _cluster.GrainFactory;

    internal LedgerReader Reader => Service<LedgerReader>();

    internal T Service<T>()
        where T : notnull => ((InProcessSiloHandle)_cluster.Primary!).SiloHost.Services.GetRequiredService<T>();

    internal IGrainStorage Storage => ((InProcessSiloHandle)_cluster.Primary!).SiloHost.Services.GetRequiredKeyedService<IGrainStorage>("snapshots");

    /// <summary>Takes all grains out of memory, on both silos, so that the next call reads them again.</summary>
    internal Task Forget() => _cluster.GrainFactory.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    /// <summary>A fresh incident.</summary>
    internal async Task<IncidentState> Open(Actor? by = null, string title = "A made-up incident")
    {
        var meta = By(by ?? People.Responder);
        return await Incident(IdOf(meta)).Execute(new OpenIncident(meta, title, "", [], []));
    }

    internal static CommandMeta By(Actor actor, long expected = 0, string? id = null) => new(id ?? Guid.NewGuid().ToString(), actor, expected);

    internal static string IdOf(CommandMeta meta) => IncidentGrains.Grains.Incidents.IncidentId.Derive(meta.Actor.Person, meta.CommandId);

    /// <summary>True if any database file of the silos holds the text.</summary>
    internal static bool FilesHold(string text) => Folder.EnumerateFiles("*.db*").Any(f =>
    {
        using var stream = new FileStream(f.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd().Contains(text, StringComparison.Ordinal);
    });

    private static string SnapshotFile => Path.Combine(Folder.FullName, "snapshots.db");

    private sealed class Configurator : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.Services.AddSingleton<TimeProvider>(Time)
                .AddSqliteLedger(Path.Combine(Folder.FullName, "ledger.db"), SnapshotFile)
                .AddLedger(SigningKey.Create())
                .AddSingleton<ICohortCounts>(Counted)
                .AddSingleton<IPlaybookSource>(Tests.Incidents.Playbooks.Source);
            siloBuilder.AddAdoNetGrainStorage("snapshots", o => o.Configure<SnapshotSerializer>((storage, serializer) =>
            {
                storage.Invariant = "System.Data.SQLite";
                storage.ConnectionString = SqliteDatabase.ConnectionString(SnapshotFile);
                storage.GrainStorageSerializer = serializer;
            }));
        }
    }
}
