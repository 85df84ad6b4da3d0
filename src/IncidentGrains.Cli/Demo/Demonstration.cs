using System.Diagnostics;
using System.Globalization;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>Plays a case on a server of its own, from the first night to the proof of the record.</summary>
internal static class Demonstration
{
    /// <summary>Plays it. The server is stopped in every case, with <paramref name="keep"/> after Ctrl-C.</summary>
    /// <param name="scenario">The case.</param>
    /// <param name="scenarioFolder">The folder of its file.</param>
    /// <param name="folder">Where results go.</param>
    /// <param name="members">How many people the largest cohort has.</param>
    /// <param name="keep">True to leave the server running until Ctrl-C.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <exception cref="DemoException">Something did not go as the scenario says.</exception>
    public static async Task Play(
        Scenario scenario, string scenarioFolder, DemoFolder folder, int members, bool keep, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var clock = new ReplayClock(folder["replay-clock"]);
        clock.Set(scenario.Steps[0].At);
        DemoPage.Section(scenario.Title);
        await using var host = await HostProcess.Start(HostLocation.Find(), folder.Data, clock.FilePath, folder["server.log"], cancellation);
        using var people = await DemoPeople.Arrive(scenario, host, folder.Data, cancellation);
        var zone = new LocalTime(scenario.TimeZone);
        var page = new DemoPage(zone, scenario.People.Max(p => p.Subject.Length));
        DemoPage.Say($"A server in embedded mode is ready after {watch.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s; {scenario.People.Count} people have tokens.");
        DemoPage.Say($"Its clock is set to the case's own; all times are {zone.Abbreviation(scenario.Steps[0].At)}.");

        var crowds = new DemoCrowds(members, folder, page);
        var replay = new DemoReplay(scenario, people, crowds, clock, page);
        await replay.Play(cancellation);
        var auditor = people[DemoPeople.WithRole(scenario, Role.Auditor)];
        await new DemoTasks(auditor).Report(replay.IncidentId, cancellation);

        DemoPage.Section("Who was affected");
        var affected = await crowds.Report(auditor, replay.IncidentId, cancellation);

        DemoPage.Section("The clocks");
        var clocks = await new DemoClocks(scenario, auditor, zone).Report(replay.IncidentId, cancellation);

        DemoPage.Section("The reports");
        var pin = await DemoProof.Pin(auditor, cancellation);
        var reports = await new DemoReports(people[DemoPeople.WithRole(scenario, Role.Legal)], folder).Write(replay.IncidentId, pin, cancellation);

        DemoPage.Section("What it can cost");
        var plots = await new DemoExposure(scenario, auditor, folder).Report(replay.IncidentId, cancellation);

        DemoPage.Section("What was known when");
        var known = await new DemoKnowledge(scenario, auditor, zone).Compare(replay.IncidentId, cancellation);

        DemoPage.Section("Other breaches, from a register");
        clock.Set(scenario.Register.At);
        page.Event(scenario.Register.At, scenario.Register.Actor, "A register in CSV is imported, 16 rows at a time.");
        var tally = await DemoRegister.Import(scenario.Register, scenarioFolder, people[scenario.Register.Actor], folder, cancellation);

        DemoPage.Section("The proof");
        var verdict = await DemoProof.Verify(replay.IncidentId, pin, auditor, folder, cancellation);

        new DemoSummary(
            scenario.Title, replay.IncidentId, scenario.Steps.Count, replay.Refused, replay.Stages, known, affected, clocks, tally, verdict, members,
            Math.Round(watch.Elapsed.TotalSeconds, 1)).Write(folder["summary.json"]);
        DemoPage.Section("Done");
        DemoPage.Say($"It took {watch.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s. Results: {folder.Root}");
        DemoPage.Aside($"summary.json, {replay.IncidentId}.ledger.jsonl, {string.Join(", ", reports.Concat(plots))}, server.log");
        if (keep)
        {
            DemoNextSteps.Print(host, people, folder, replay.IncidentId, verdict.KeyFingerprint, scenario.Known);
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
