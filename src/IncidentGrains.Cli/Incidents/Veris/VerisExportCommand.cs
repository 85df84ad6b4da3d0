using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary><c>incidentctl veris export</c>: one incident as VERIS JSON.</summary>
internal static class VerisExportCommand
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("incident-id") { Description = "The incident." };
        var file = new Option<string?>("--out") { Description = "The file to write; standard output if absent. One that is there is replaced.", HelpName = "FILE" };
        var command = new Command("export", "Writes an incident as VERIS JSON. What was imported comes back as it was, but for what has changed since.") { id, file };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = GlobalOptions.Open(parsed);
            var incidents = new IncidentsService.IncidentsServiceClient(connection.Invoker);
            var incident = await incidents.GetIncidentAsync(new GetIncidentRequest { IncidentId = parsed.GetRequiredValue(id) }, connection.Unary(cancellation));
            var timeline = await Timeline(incidents, incident, connection, cancellation);
            var export = Written(incident, timeline);
            foreach (var note in export.Notes)
            {
                Terminal.Line(Terminal.Error, "note: " + note, Styles.Warn);
            }

            var json = export.Incident.ToJsonString(Readable) + "\n";
            if (parsed.GetValue(file) is { } path)
            {
                await File.WriteAllTextAsync(path, json, cancellation);
            }
            else
            {
                await Console.Out.WriteAsync(json.AsMemory(), cancellation);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static VerisExport Written(Incident incident, IReadOnlyList<TimelineEntry> timeline)
    {
        try
        {
            return VerisExport.Of(incident, timeline);
        }
        catch (VerisRefusedException e)
        {
            throw new UsageException($"{incident.IncidentId} can't be written as VERIS: {e.Message}");
        }
    }

    private static async Task<IReadOnlyList<TimelineEntry>> Timeline(
        IncidentsService.IncidentsServiceClient incidents, Incident incident, Connection connection, CancellationToken cancellation)
    {
        var entries = new List<TimelineEntry>();
        var request = new ListTimelineEntriesRequest { IncidentId = incident.IncidentId, AsOf = incident.AsOf, PageSize = 1000 };
        do
        {
            var page = await incidents.ListTimelineEntriesAsync(request, connection.Unary(cancellation));
            entries.AddRange(page.Entries);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return entries;
    }
}
