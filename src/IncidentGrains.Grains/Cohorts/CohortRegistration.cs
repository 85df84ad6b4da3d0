using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Cohorts.Changes;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.Grains.Cohorts.Jobs;
using IncidentGrains.Grains.Cohorts.Lookups;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Grains.Cohorts.Sealing;
using IncidentGrains.Grains.Cohorts.Storage;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Registry.Sealing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IncidentGrains.Grains.Cohorts;

/// <summary>Puts the registry of affected people into a silo's services: its databases, what moves rows, what reads them.</summary>
internal static class CohortRegistration
{
    /// <summary>The registry's blobs and keys in SQLite files; brings both to this version's schema.</summary>
    public static IServiceCollection AddSqliteRegistry(this IServiceCollection services, string registryFile, string keyFile)
    {
        Migrations.Sqlite(SqliteDatabase.ConnectionString(registryFile), "registry");
        Migrations.Sqlite(SqliteDatabase.ConnectionString(keyFile), "keys");
        return services
            .AddSingleton(new RegistryStore(new SqliteDatabase(registryFile), new SqliteBlobTable()))
            .AddSingleton(new KeyStore(new SqliteDatabase(keyFile), ""));
    }

    /// <summary>The registry's blobs in the ledger's PostgreSQL, its keys in a database of their own or, in a schema of their own, in the same.</summary>
    public static IServiceCollection AddPostgresRegistry(this IServiceCollection services, NpgsqlDataSource? keys) => services
        .AddSingleton(s => new RegistryStore(new PostgresDatabase(s.GetRequiredService<NpgsqlDataSource>()), new PostgresBlobTable()))
        .AddSingleton(s => new KeyStore(new PostgresDatabase(keys ?? s.GetRequiredService<NpgsqlDataSource>()), "registry_keys."));

    /// <summary>All but the databases.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="master">The key above all keys.</param>
    /// <param name="spillFolder">Where key runs of imports may be written, encrypted.</param>
    /// <param name="cacheBytes">Memory for ranges of segments.</param>
    public static IServiceCollection AddRegistry(this IServiceCollection services, IMasterKey master, string spillFolder, long cacheBytes) => services
        .AddSingleton(master)
        .AddSingleton<BulkPool>()
        .AddSingleton<IncidentVault>()
        .AddSingleton<SealedBlobs>()
        .AddSingleton(_ => new RunSpill(spillFolder))
        .AddSingleton<ImportIntake>()
        .AddSingleton<ImportTargets>()
        .AddSingleton(s => new RangeCache(s.GetRequiredService<SealedBlobs>(), cacheBytes))
        .AddSingleton<Registries>().AddSingleton<ICohortCounts, RegistryCounts>()
        .AddSingleton<SegmentSealing>()
        .AddSingleton<SealingJob>()
        .AddSingleton<PersonFinder>()
        .AddSingleton<PersonChanges>()
        .AddSingleton<SegmentRewrite>()
        .AddSingleton<ChangeJob>()
        .AddSingleton<RegistryClaims>()
        .AddSingleton<RegistrySweep>()
        .AddSingleton<LookupDesk>().AddHostedService(s => s.GetRequiredService<LookupDesk>())
        .AddHostedService<RegistryWorker>();
}
