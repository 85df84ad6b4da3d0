using IncidentGrains.Host.Access;
using IncidentGrains.Host.Backups;
using IncidentGrains.Host.Bus;
using IncidentGrains.Host.Cohorts;
using IncidentGrains.Host.Errors;
using IncidentGrains.Host.Hosting;
using IncidentGrains.Host.Incidents;
using IncidentGrains.Host.Ledger;
using IncidentGrains.Host.Regulators;
using IncidentGrains.Host.Regulators.Filings;
using IncidentGrains.Host.Remediation;

// `serve` is the default verb.
var arguments = args is ["serve", .. var rest] ? rest : args;
try
{
    if (args is ["backup" or "restore", ..])
    {
        return await BackupVerbs.Run(args[0], args[1..]);
    }

    var builder = WebApplication.CreateBuilder(CommandLine.Options(arguments));
    builder.Configuration.AddCommandLine(arguments, CommandLine.Switches);
    var options = ServerOptions.Read(builder.Configuration);
    using var data = DataDirectory.Open(options);
    var keys = KeyDirectory.Of(options, data);

    builder.AddLogs();                      // JSON on standard error, without personal data
    builder.AddMetricsAndTraces(options);   // Prometheus; OTLP only to a configured endpoint
    builder.ListenOn(options);              // gRPC and REST ports, TLS unless loopback
    await builder.AddLedger(options, data, keys); // SQLite or PostgreSQL, brought to this version
    builder.AddSilo(options, data);         // the grains: alone, or with the other silos on the same PostgreSQL
    builder.AddPlaybooks(options);          // what a kind of incident calls for
    builder.AddRegulators(options);         // what the laws require, by when
    builder.AddCohorts(options);            // the affected people
    builder.AddBus(options);                // MassTransit: from event to effect
    builder.AddAccess(options, keys);       // who calls, and what they may do
    builder.AddGrpcApi();                   // protos/, with JSON transcoding and reflection
    builder.AddDrain();                     // a stop that no caller notices

    var app = builder.Build();
    app.MapGrpcService<IncidentsService>();
    app.MapGrpcService<RemediationService>();
    app.MapGrpcService<RegulatorsService>();
    app.MapGrpcService<FilingsService>();
    app.MapGrpcService<CohortsService>();
    app.MapGrpcService<LedgerService>();
    app.MapGrpcService<AccessService>();
    app.MapGrpcService<BusService>();
    app.MapOperations();                    // reflection, health, metrics
    await app.StartListening();
    await app.Services.GetRequiredService<AdminToken>().WriteOnFirstStart();
    Console.WriteLine(ReadyLine.Of(app, options));
    await app.WaitForShutdownAsync();
    return 0;
}
catch (HelpException e)
{
    Console.WriteLine(e.Message);
    return 0;
}
catch (ConfigurationException e)
{
    await Console.Error.WriteLineAsync("incidentgrains: " + e.Message);
    return 2;
}
