using IncidentGrains.Grains;
using IncidentGrains.Grains.Cohorts;
using IncidentGrains.Grains.Ledger;
using Npgsql;

namespace IncidentGrains.Host.Hosting;

/// <summary>The ledger, on SQLite files or PostgreSQL.</summary>
internal static class LedgerHosting
{
    public static async Task AddLedger(this WebApplicationBuilder builder, ServerOptions options, DataDirectory data, KeyDirectory keys)
    {
        builder.Services.AddSingleton(options.ReplayClock.Length > 0 ? new ReplayClock(options.ReplayClock) : TimeProvider.System);
        if (!options.IsProduction)
        {
            builder.Services.AddSqliteLedger(data.LedgerFile, data.SnapshotFile).AddSqliteRegistry(data.RegistryFile, data.RegistryKeyFile);
        }
        else
        {
            try
            {
                await LedgerRegistration.MigratePostgres(options.PostgresOwner, options.PostgresKeys);
                await keys.Share(options);
            }
            catch (Exception e) when (e is NpgsqlException or ArgumentException)
            {
                throw new ConfigurationException($"PostgreSQL can't be reached or prepared with Postgres:Owner: {e.Message}", e);
            }

            builder.Services.AddSingleton(LedgerRegistration.PostgresSource(options.Postgres)).AddPostgresLedger()
                .AddPostgresRegistry(options.PostgresKeys.Length > 0 ? LedgerRegistration.PostgresSource(options.PostgresKeys) : null);
        }

        // Before the silo: hosted services stop in reverse, and deactivating grains still append.
        builder.Services.AddLedger(keys.Key(KeyDirectory.CheckpointKey))
            .AddRegistry(keys.MasterKeys(options), data.SpillFolder, options.RegistryCache * 1024L * 1024L);
    }
}
