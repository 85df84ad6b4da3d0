using System.Net;
using IncidentGrains.Grains;
using IncidentGrains.Grains.Ledger.Storage;
using Npgsql;
using Orleans.Configuration;
using Orleans.Serialization;

namespace IncidentGrains.Host.Hosting;

/// <summary>The silo: alone (embedded), or one of several that find each other in PostgreSQL.</summary>
internal static class SiloHosting
{
    public static void AddSilo(this WebApplicationBuilder builder, ServerOptions options, DataDirectory data) => builder.Host.UseOrleans(silo =>
    {
        if (options.IsProduction)
        {
            Join(silo, options.Cluster);
        }
        else
        {
            // One silo that nobody joins: a free port, no gateway; clients come through gRPC.
            silo.UseLocalhostClustering(siloPort: FreePort.On(IPAddress.Loopback), gatewayPort: 0, serviceId: "incidentgrains", clusterId: "embedded");
            silo.Configure<SiloOptions>(o => o.SiloName = "embedded");
        }

        silo.AddAdoNetGrainStorage("snapshots", storage => storage.Configure<SnapshotSerializer, IServiceProvider>((o, serializer, services) =>
        {
            o.GrainStorageSerializer = serializer;
            o.Invariant = options.IsProduction ? "Npgsql" : "System.Data.SQLite";
            if (options.IsProduction)
            {
                o.DataSource = services.GetRequiredService<NpgsqlDataSource>();
            }
            else
            {
                o.ConnectionString = SqliteDatabase.ConnectionString(data.SnapshotFile);
            }
        }));
    });

    private static void Join(ISiloBuilder silo, ClusterOptions cluster)
    {
        var port = cluster.SiloPort == 0 ? FreePort.On(cluster.Advertise) : cluster.SiloPort;
        silo.Configure<Orleans.Configuration.ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (cluster.Id, cluster.ServiceId));
        silo.Configure<SiloOptions>(o => o.SiloName = new IPEndPoint(cluster.Advertise, port).ToString());
        silo.Configure<EndpointOptions>(o =>
        {
            (o.AdvertisedIPAddress, o.SiloPort, o.GatewayPort) = (cluster.Advertise, port, 0);
            o.SiloListeningEndpoint = cluster.Listen;
        });
        silo.UseAdoNetClustering(clustering => clustering.Configure<IServiceProvider>((o, services) =>
            (o.Invariant, o.DataSource) = ("Npgsql", services.GetRequiredService<NpgsqlDataSource>())));

        // A grain on another silo that can't reach the database says so by this exception; one that could not be sent on
        // would look like a defect.
        silo.Services.Configure<ExceptionSerializationOptions>(o => o.SupportedNamespacePrefixes.Add("Npgsql"));
        silo.Configure<ClusterMembershipOptions>(o =>
        {
            // A killed silo is declared dead after three probes that are not answered: in 10 to 15 s on a busy machine.
            o.ProbeTimeout = TimeSpan.FromSeconds(3);
            o.MaxProbeTimeout = TimeSpan.FromSeconds(4);
            o.NumMissedProbesLimit = 3;
            o.NumVotesForDeathDeclaration = 2;
            o.TableRefreshTimeout = TimeSpan.FromSeconds(10);

            // When all silos died at once nobody is there to vote: those that start again do not wait for entries this old.
            o.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            o.NumMissedTableIAmAliveLimit = 2;
        });
    }
}
