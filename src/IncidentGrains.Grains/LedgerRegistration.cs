using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Access;
using IncidentGrains.Grains.Bus;
using IncidentGrains.Grains.Cohorts;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Delivery;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Grains.Regulators.Filings;
using IncidentGrains.Grains.Remediation;
using IncidentGrains.Law.Regulators.Filings;
using IncidentGrains.Law.Remediation;
using IncidentGrains.Proof;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IncidentGrains.Grains;

/// <summary>Puts the ledger and what stands on it into a silo's services.</summary>
public static class LedgerRegistration
{
    /// <summary>The role under which the service works on PostgreSQL: it can add events, not change them.</summary>
    private const string ServiceRole = "incidentgrains_service";

    // Any constant will do; this one spells "ig-start".
    private const long StartLock = 0x69672d7374617274;

    /// <summary>The ledger and Orleans' snapshots in SQLite files; brings both to this version's schema.</summary>
    public static IServiceCollection AddSqliteLedger(this IServiceCollection services, string ledgerFile, string snapshotFile)
    {
        Migrations.Sqlite(SqliteDatabase.ConnectionString(ledgerFile), "ledger");
        Migrations.Sqlite(SqliteDatabase.ConnectionString(snapshotFile), "orleans");
        return services
            .AddSingleton<ILedgerStore>(_ => new SqliteLedgerStore(ledgerFile))
            .AddSingleton<IScrub>(new SqliteScrub(SqliteDatabase.ConnectionString(ledgerFile), SqliteDatabase.ConnectionString(snapshotFile)));
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
    /// <param name="ownerConnectionString">The ledger's database.</param>
    /// <param name="keysConnectionString">That of affected people's keys; empty if they are in the same.</param>
    public static async Task MigratePostgres(string ownerConnectionString, string keysConnectionString = "")
    {
        await Migrations.Postgres(ownerConnectionString, "ledger", "orleans", "registry");
        await Migrations.Postgres(keysConnectionString.Length > 0 ? keysConnectionString : ownerConnectionString, "keys");
    }

    /// <summary>Makes the service's role where a restored ledger needs it, and lets the owner act as it.</summary>
    public static async Task PrepareServiceRole(NpgsqlConnection owner)
    {
        await using var command = new NpgsqlCommand(
            $"""
            DO $$ BEGIN CREATE ROLE {ServiceRole} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
            GRANT {ServiceRole} TO CURRENT_USER
            """, owner);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits for this server's turn among those that start together on one PostgreSQL; ends when disposed.</summary>
    public static async Task<IAsyncDisposable> Turn(string connectionString) => await PostgresTurn.Take(connectionString, StartLock);

    /// <summary>Enters the key that this server signs with as the ledger's first, or (if allowed) as a further one.</summary>
    /// <returns>The fingerprint of another key that has signed here while this one has not and may not; null if all is well.</returns>
    public static async Task<string?> OtherSigner(NpgsqlDataSource source, SigningKey key, bool accept)
    {
        await using var command = source.CreateCommand(
            """
            WITH known AS (SELECT fingerprint FROM signing_key),
            entered AS (
              INSERT INTO signing_key (fingerprint, jwk) SELECT $1, $2 WHERE $3 OR NOT EXISTS (SELECT 1 FROM known) ON CONFLICT DO NOTHING)
            SELECT fingerprint FROM known ORDER BY fingerprint = $1 DESC LIMIT 1
            """);
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = key.Fingerprint }, new() { Value = key.Jwk }, new() { Value = accept } });
        return await command.ExecuteScalarAsync() is string known && known != key.Fingerprint && !accept ? known : null;
    }

    /// <summary>Everything of the ledger but its database: writer, readers, checkpoints, relay.</summary>
    public static IServiceCollection AddLedger(this IServiceCollection services, SigningKey signingKey) => services
        .AddSingleton(signingKey)
        .AddSingleton(new EventTypes().AddIncidents().AddAccess().AddBus().AddRemediation().AddCohorts().AddRegulators().AddFilings())
        .AddSingleton<LedgerSignal>().AddSingleton<OutboxFeed>().AddSingleton<ClockSignal>().AddSingleton<LedgerSignals>()
        .AddSingleton<LedgerMetrics>()
        .AddSingleton<LedgerReader>()
        .AddSingleton<LedgerServices>()
        .AddSingleton<Checkpoints>()
        .AddSingleton<CaseVerification>()
        .AddSingleton<Clocks>()
        .AddSingleton<Outbox>()
        .AddSingleton<RelayMetrics>()
        .AddSingleton<ParkedMessages>()
        .AddSingleton<BusMessages>()
        .AddSingleton<RecordedEvents>()
        .AddSingleton<IncidentIndex>()
        .AddSingleton<TaskIndex>().AddSingleton<ITaskDirectory>(s => s.GetRequiredService<TaskIndex>())
        .AddSingleton<IPlaybookSource>(new LawPlaybooks(Playbooks.BuiltIn))
        .AddSingleton<RulesInForce>().AddSingleton<ClockBoard>()
        .AddSingleton(FilingForms.BuiltIn).AddSingleton<FilingIndex>()
        .AddSingleton<SnapshotSerializer>()
        .AddSingleton<LedgerWriter>().AddHostedService(s => s.GetRequiredService<LedgerWriter>())
        .AddSingleton<LedgerTail>().AddHostedService(s => s.GetRequiredService<LedgerTail>())
        .AddSingleton<Scrub>().AddHostedService(s => s.GetRequiredService<Scrub>())
        .AddHostedService<CheckpointOnClock>();

    /// <summary>The ways from the outbox and from clocks to the bus; need an <see cref="Contracts.Ledger.IEventPublisher"/>.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="options">How patient it is, and under which name it holds leases.</param>
    internal static IServiceCollection AddRelay(this IServiceCollection services, RelayOptions options) => services
        .AddSingleton(options)
        .AddSingleton<BusDelivery>()
        .AddSingleton<OutboxLeases>()
        .AddSingleton<OutboxRemovals>().AddHostedService(s => s.GetRequiredService<OutboxRemovals>())
        .AddHostedService<OutboxSweep>()
        .AddSingleton<IReadOnlyList<RelayedClock>>([new RelayedClock(RemediationTask.ClockName), new RelayedClock(Obligations.ClockName), new RelayedClock(Filing.ClockName)])
        .AddHostedService<Relay>().AddHostedService<ClockRelay>();
}
