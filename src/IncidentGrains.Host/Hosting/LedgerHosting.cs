using System.Net;
using System.Net.Sockets;
using IncidentGrains.Grains;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;
using Npgsql;
using Orleans.Configuration;

namespace IncidentGrains.Host.Hosting;

/// <summary>The ledger and the silo, on SQLite files or PostgreSQL.</summary>
internal static class LedgerHosting
{
    public static async Task AddLedger(this WebApplicationBuilder builder, ServerOptions options, DataDirectory data)
    {
        builder.Services.AddSingleton(options.ReplayClock.Length > 0 ? new ReplayClock(options.ReplayClock) : TimeProvider.System);
        if (options.Postgres.Length == 0)
        {
            builder.Services.AddSqliteLedger(data.LedgerFile, data.SnapshotFile);
        }
        else
        {
            try
            {
                await LedgerRegistration.MigratePostgres(options.PostgresOwner);
            }
            catch (Exception e) when (e is NpgsqlException or ArgumentException)
            {
                throw new ConfigurationException($"PostgreSQL can't be reached or prepared with Postgres:Owner: {e.Message}", e);
            }

            builder.Services.AddSingleton(LedgerRegistration.PostgresSource(options.Postgres)).AddPostgresLedger();
        }

        // Before the silo: hosted services stop in reverse, and deactivating grains still append.
        builder.Services.AddLedger(data.Key("checkpoint-key"));
    }

    public static void AddSilo(this WebApplicationBuilder builder, ServerOptions options, DataDirectory data)
    {
        builder.Host.UseOrleans(silo =>
        {
            // One silo that nobody joins: a free port, no gateway; clients come through gRPC.
            silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0, serviceId: "incidentgrains", clusterId: "embedded");
            silo.Configure<SiloOptions>(o => o.SiloName = "embedded");
            silo.AddAdoNetGrainStorage("snapshots", storage => storage.Configure<SnapshotSerializer, IServiceProvider>((o, serializer, services) =>
            {
                o.GrainStorageSerializer = serializer;
                o.Invariant = options.Postgres.Length == 0 ? "System.Data.SQLite" : "Npgsql";
                if (options.Postgres.Length == 0)
                {
                    o.ConnectionString = SqliteLedgerStore.ConnectionString(data.SnapshotFile);
                }
                else
                {
                    o.DataSource = services.GetRequiredService<NpgsqlDataSource>();
                }
            }));
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
