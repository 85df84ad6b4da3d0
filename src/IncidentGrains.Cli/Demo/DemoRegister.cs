using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Incidents.Import;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>Imports the scenario's register, and holds the outcome against what the scenario expects.</summary>
internal static class DemoRegister
{
    private const int Concurrency = 16;

    /// <summary>Imports the register.</summary>
    /// <exception cref="DemoException">Another number of rows was opened or rejected, or a count of days does not agree.</exception>
    public static async Task<ImportTally> Import(
        ScenarioRegister register, string scenarioFolder, Connection connection, DemoFolder folder, CancellationToken cancellation)
    {
        using var text = File.OpenText(Path.Combine(scenarioFolder, register.Map));
        var mapping = RegisterMappingReader.Read(text);
        await using var file = File.OpenRead(Path.Combine(scenarioFolder, register.File));
        using var rejects = new RejectsFile(folder[Path.GetFileNameWithoutExtension(register.File) + ".rejects.csv"], ImportLog.RejectColumns);
        var me = await new AccessService.AccessServiceClient(connection.Invoker).WhoAmIAsync(new WhoAmIRequest(), connection.Unary(cancellation));
        ReplayClock.Check(me, register.At);
        var run = new ImportRun(new IncidentsService.IncidentsServiceClient(connection.Invoker), connection.Unary, mapping, new ImportLog(rejects));
        var outcome = await run.Run(new RegisterFile(file, mapping), me.ServerTime.ToDateTimeOffset(), Concurrency, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var tally = outcome.Tally;
        if (outcome.ExitCode != ExitCode.Done || tally.Opened != register.Opened || tally.Rejected != register.Rejected
            || tally.Existing != 0 || tally.DaysAgree != tally.DaysCompared)
        {
            throw new DemoException($"the register came out as {tally}; {string.Join("; ", outcome.Refusals)} {outcome.Stopped}");
        }

        DemoPage.Check($"{tally.Rows} rows: {tally.Opened} incidents opened, {tally.Rejected} rows rejected, as the sample intends");
        DemoPage.Check($"days from awareness to notice: {tally.DaysAgree} of {tally.DaysCompared} agree with the register's own column");
        DemoPage.Aside($"rejected rows, each with its reason: {rejects.FilePath}");
        return tally;
    }
}
