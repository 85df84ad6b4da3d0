using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Access;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Grains.Remediation;
using IncidentGrains.Proof;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IncidentGrains.Grains;

/// <summary>Puts the ledger and what stands on it into a silo's services.</summary>
public static class LedgerRegistration
{
    /// <summary>The role under which the service works on PostgreSQL: it can add events, not change them.</summary>
    private const string ServiceRole = "incidentgrains_service";

    /// <summary>The ledger and Orleans' snapshots in SQLite files; brings both to this version's schema.</summary>
    public static IServiceCollection AddSqliteLedger(this IServiceCollection services, string ledgerFile, string snapshotFile)
    {
        Migrations.Sqlite(SqliteLedgerStore.ConnectionString(ledgerFile), "ledger");
        Migrations.Sqlite(SqliteLedgerStore.ConnectionString(snapshotFile), "orleans");
        return services
            .AddSingleton<ILedgerStore>(_ => new SqliteLedgerStore(ledgerFile))
            .AddSingleton<IScrub>(new SqliteScrub(SqliteLedgerStore.ConnectionString(ledgerFile), SqliteLedgerStore.ConnectionString(snapshotFile)));
    }

    /// <summary>The ledger in PostgreSQL; needs a source of connections, see <see cref="PostgresSource"/>.</summary>
    public static IServiceCollection AddPostgresLedger(this IServiceCollection services) =>
        services.AddSingleton<ILedgerStore>(s => new PostgresLedgerStore(s.GetRequiredService<NpgsqlDataSource>())).AddSingleton<IScrub, PostgresScrub>();

    /// <summary>Connections that work under the service's role, whoever logs in.</summary>
    public static NpgsqlDataSource PostgresSource(string connectionString) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
    {
        Options = $"-c role={ServiceRole}",
        MaxAutoPrepare = 64,
        NoResetOnClose = true,
    });

    /// <summary>Brings PostgreSQL to this version's schema; needs the owner's connection.</summary>
    public static Task MigratePostgres(string ownerConnectionString) => Migrations.Postgres(ownerConnectionString, "ledger", "orleans");

    /// <summary>Everything of the ledger but its database: writer, readers, checkpoints, relay.</summary>
    public static IServiceCollection AddLedger(this IServiceCollection services, SigningKey signingKey) => services
        .AddSingleton(signingKey)
        .AddSingleton(new EventTypes().AddIncidents().AddAccess().AddRemediation())
        .AddSingleton<LedgerSignal>().AddSingleton<OutboxSignal>().AddSingleton<ClockSignal>().AddSingleton<LedgerSignals>()
        .AddSingleton<LedgerMetrics>()
        .AddSingleton<LedgerReader>()
        .AddSingleton<LedgerServices>()
        .AddSingleton<Checkpoints>()
        .AddSingleton<CaseVerification>()
        .AddSingleton<Clocks>()
        .AddSingleton<Outbox>()
        .AddSingleton<BusMessages>()
        .AddSingleton<RecordedEvents>()
        .AddSingleton<IncidentIndex>()
        .AddSingleton<TaskIndex>().AddSingleton<ITaskDirectory>(s => s.GetRequiredService<TaskIndex>())
        .AddSingleton<IPlaybookSource>(new FixedPlaybooks())
        .AddSingleton<SnapshotSerializer>()
        .AddSingleton<LedgerWriter>().AddHostedService(s => s.GetRequiredService<LedgerWriter>())
        .AddSingleton<LedgerTail>().AddHostedService(s => s.GetRequiredService<LedgerTail>())
        .AddSingleton<Scrub>().AddHostedService(s => s.GetRequiredService<Scrub>())
        .AddHostedService<CheckpointOnClock>();

    /// <summary>The ways from the outbox and from clocks to the bus; needs an <see cref="Contracts.Ledger.IEventPublisher"/>.</summary>
    public static IServiceCollection AddRelay(this IServiceCollection services) => services
        .AddSingleton<IReadOnlyList<RelayedClock>>([new RelayedClock(RemediationTask.ClockName)])
        .AddHostedService<Relay>().AddHostedService<ClockRelay>();
}
