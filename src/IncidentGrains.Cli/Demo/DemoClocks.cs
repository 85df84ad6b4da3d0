using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>What the laws required, of whom, by when and what was done about it, held against the scenario.</summary>
internal sealed class DemoClocks(Scenario scenario, Connection person, LocalTime zone)
{
    private const int Most = 1000;

    /// <summary>Prints the clocks with a deadline, and returns the obligations that the scenario names.</summary>
    /// <exception cref="DemoException">One of those is not there, or stands otherwise.</exception>
    public async Task<IReadOnlyList<ClockOutcome>> Report(string incidentId, CancellationToken cancellation)
    {
        var listed = await new RegulatorsService.RegulatorsServiceClient(person.Invoker).ListObligationsAsync(
            new ListObligationsRequest { IncidentId = incidentId, PageSize = Most }, person.Unary(cancellation));
        var sheet = new Sheet("  OBLIGATION", "TO", "STARTED", "DUE", "DONE", "STATUS");
        foreach (var o in listed.Obligations.Where(o => o.DueAt is not null && o.Status != ObligationStatus.Superseded))
        {
            sheet.Row("  " + o.ObligationId, string.Join(' ', o.Recipients), At(o.StartAt), At(o.DueAt), At(o.DoneAt), new Cell(Status(o), Styles.Of(o.Status)));
        }

        sheet.Write(Terminal.Out);
        var outcomes = scenario.Clocks.Select(clock => Held(clock, listed.Obligations)).ToList();
        DemoPage.Aside($"and {listed.Obligations.Count(o => o.DueAt is null && o.Status != ObligationStatus.Superseded)} without an instant of the law, {listed.Obligations.Count(o => o.Status == ObligationStatus.Superseded)} superseded");
        DemoPage.Aside("\"overdue\" means that no public report says when it was done");
        DemoPage.Check($"{outcomes.Count} clocks are due, met or late as the scenario says; none started anew when a report was sent again");
        return outcomes;
    }

    private ClockOutcome Held(ScenarioClock clock, IEnumerable<Obligation> obligations)
    {
        var found = obligations.SingleOrDefault(o => o.ObligationId == clock.Obligation)
            ?? throw new DemoException($"there is no obligation '{clock.Obligation}'");
        var (due, status) = (At(found.DueAt), Status(found));
        return due == zone.Minute(clock.Due) && status == clock.Status ? new ClockOutcome(clock.Obligation, clock.Due, status)
            : throw new DemoException($"'{clock.Obligation}' is due {due} and {status}; it should be due {zone.Minute(clock.Due)} and {clock.Status}");
    }

    private static string Status(Obligation o) => EnumText.Short(o.Status) + (o.LateBy is { } late ? $" by {ClockText.Hours(late)}" : "");

    private string At(Google.Protobuf.WellKnownTypes.Timestamp? at) => at is null ? "" : zone.Minute(at.ToDateTimeOffset());
}

/// <summary>How an obligation stood in the end.</summary>
internal sealed record ClockOutcome(string Obligation, DateTimeOffset Due, string Status);
