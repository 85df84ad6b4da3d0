using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>Asks for the incident as it was known at earlier instants, and holds the answers against the scenario.</summary>
internal sealed class DemoKnowledge(Scenario scenario, Connection auditor, LocalTime zone)
{
    /// <summary>Prints the comparison and returns it by instant.</summary>
    /// <exception cref="DemoException">The record answers something else than the scenario expects.</exception>
    public async Task<IReadOnlyList<KnownAnswer>> Compare(string incidentId, CancellationToken cancellation)
    {
        var answers = new List<KnownAnswer>();
        Incident? before = null;
        foreach (var known in scenario.Known)
        {
            var incident = await Get(incidentId, known.At, cancellation);
            var rows = KnownRows.Of(incident, before, zone);
            Expect(known.Expect, rows, $"as known at {zone.Minute(known.At)}");
            answers.Add(new KnownAnswer(known.At, rows));
            before = incident;
        }

        var sheet = new Sheet(["  known at", .. answers.Select(a => zone.Minute(a.At))]);
        foreach (var name in KnownRows.Names)
        {
            sheet.Row([new Cell("  " + name, Styles.Dim), .. answers.Select(a => (Cell)a.Rows[name])]);
        }

        sheet.Write(Terminal.Out);
        var now = KnownRows.Of(await Get(incidentId, null, cancellation), null, zone);
        Expect(scenario.Finally, now, "today");
        DemoPage.Check($"as the scenario expects; today it says {now["affected"]} accounts, known since {now["earliest awareness"]}");
        return answers;
    }

    private async Task<Incident> Get(string incidentId, DateTimeOffset? asOf, CancellationToken cancellation) =>
        await new IncidentsService.IncidentsServiceClient(auditor.Invoker).GetIncidentAsync(
            new GetIncidentRequest { IncidentId = incidentId, AsOf = asOf is { } at ? Timestamp.FromDateTimeOffset(at) : null }, auditor.Unary(cancellation));

    private static void Expect(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> rows, string when)
    {
        foreach (var (name, value) in expected)
        {
            if (rows[name] != value)
            {
                throw new DemoException($"{when}, '{name}' is '{rows[name]}' and should be '{value}'");
            }
        }
    }
}

/// <summary>What the record answered as of an instant.</summary>
internal sealed record KnownAnswer(DateTimeOffset At, IReadOnlyDictionary<string, string> Rows);
