using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.Benchmarks.Cohorts;

/// <summary>Imports through the command-line client, as a user does, into a server that runs.</summary>
internal sealed class CohortServer(ServerProcess server, string token) : IDisposable
{
    private int _cohorts;

    public Clients Clients { get; } = new(server.Grpc, token);

    public string IncidentId { get; private set; } = "";

    /// <summary>The largest resident memory of the server so far, in MB.</summary>
    public double PeakMegabytes => File.ReadLines($"/proc/{server.Id}/status").Where(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(l => double.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024).Single();

    /// <summary>Opens an incident with a cohort, imports a file into it, and waits until its people count.</summary>
    /// <returns>Seconds from the start of the client to its end.</returns>
    public async Task<double> Import(PeopleFile people)
    {
        IncidentId = (await Clients.Open()).IncidentId;
        var name = $"members-{++_cohorts}";
        var api = new CohortsService.CohortsServiceClient(Clients.Invoker);
        await api.DefineCohortAsync(new DefineCohortRequest
        {
            IncidentId = IncidentId, CommandId = Clients.NewId(), Name = name, Title = "Members", SourceSystem = "shop", Determination = "all", Categories = { "name", "email", "phone", "address" },
        });
        var cli = Path.GetFullPath(Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "CliPath").Value!, AppContext.BaseDirectory);
        var start = new ProcessStartInfo("dotnet", [cli, "cohort", "import", people.Path, "--incident", IncidentId, "--cohort", name, "--output", "json"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        (start.Environment["INCIDENTCTL_SERVER"], start.Environment["INCIDENTCTL_TOKEN"]) = (server.Grpc.ToString().TrimEnd('/'), token);
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var seconds = watch.Elapsed.TotalSeconds;
        var counted = await api.CountAudienceAsync(new CountAudienceRequest { IncidentId = IncidentId });
        return process.ExitCode == 0 && counted.Persons == people.Rows ? seconds
            : throw new InvalidOperationException($"{counted.Persons} of {people.Rows} people were imported (exit code {process.ExitCode}): {output}{await errors}");
    }

    public void Dispose() => Clients.Dispose();
}
