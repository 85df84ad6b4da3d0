using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Cli.Api;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>The pages of lists.</summary>
internal static class Tables
{
    /// <summary>A page of incidents.</summary>
    public static void Write(IAnsiConsole console, ListIncidentsResponse page)
    {
        var sheet = new Sheet("ID", "STAGE", "SEVERITY", "UPDATED", "REFERENCE", "TITLE");
        foreach (var item in page.Incidents)
        {
            sheet.Row(
                item.IncidentId,
                new Cell(EnumText.Short(item.Stage), Styles.Of(item.Stage)),
                new Cell(EnumText.Short(item.Severity), Styles.Of(item.Severity)),
                SafeText.Time(item.UpdatedAt),
                item.Reference,
                item.Title + (item.Restricted ? " (restricted)" : ""));
        }

        sheet.Write(console);
        End(console, page.Incidents.Count, $"of {page.TotalSize} incidents{AsOf(page.AsOf)}", page.NextPageToken);
    }

    /// <summary>A page of tasks.</summary>
    public static void Write(IAnsiConsole console, ListTasksResponse page)
    {
        var sheet = new Sheet("ID", "STATE", "PRIORITY", "DUE", "", "ASSIGNEE", "INCIDENT", "TITLE");
        var several = page.Tasks.Select(t => t.IncidentId).Distinct().Skip(1).Any();
        foreach (var item in page.Tasks)
        {
            sheet.Row(
                item.TaskId,
                new Cell(EnumText.Short(item.State), Styles.Of(item.State)),
                new Cell(EnumText.Short(item.Priority), Styles.Of(item.Priority)),
                SafeText.Time(item.DueAt),
                new Cell(item.Overdue ? "overdue" : "", Styles.Bad),
                new Cell(item.Assignee, Styles.Dim),
                several ? item.IncidentId : "",
                item.Title + (item.Mandatory ? " (mandatory)" : ""));
        }

        sheet.Write(console);
        End(console, page.Tasks.Count, $"of {page.TotalSize} tasks{AsOf(page.AsOf)}", page.NextPageToken);
    }

    /// <summary>A page of a timeline.</summary>
    public static void Write(IAnsiConsole console, ListTimelineEntriesResponse page)
    {
        Timeline(console, page.Entries);
        End(console, page.Entries.Count, $"of {page.TotalSize} entries{AsOf(page.AsOf)}", page.NextPageToken);
    }

    /// <summary>Entries of a timeline, in the order given.</summary>
    public static void Timeline(IAnsiConsole console, IEnumerable<TimelineEntry> entries)
    {
        var sheet = new Sheet("ID", "HAPPENED", "RECORDED", "BY", "TEXT");
        foreach (var entry in entries)
        {
            sheet.Row(
                entry.EntryId, SafeText.Time(entry.OccurredAt), SafeText.Time(entry.RecordedAt), new Cell(entry.RecordedBy, Styles.Dim),
                new Cell(entry.Text, entry.Redacted ? Styles.Dim : Style.Plain));
        }

        sheet.Write(console);
    }

    /// <summary>A page of checkpoints.</summary>
    public static void Write(IAnsiConsole console, ListCheckpointsResponse page)
    {
        var sheet = new Sheet("NUMBER", "MADE", "STREAMS", "EVENTS", "KEY");
        foreach (var item in page.Checkpoints)
        {
            sheet.Row($"{item.Number}", SafeText.Time(item.At), $"{item.Heads.Count}", $"{item.Heads.Sum(h => h.Seq)}", item.KeyFingerprint);
        }

        sheet.Write(console);
        End(console, page.Checkpoints.Count, "checkpoints", page.NextPageToken);
    }

    /// <summary>A page of parked messages.</summary>
    public static void Write(IAnsiConsole console, ListParkedMessagesResponse page)
    {
        var sheet = new Sheet("ID", "CONSUMER", "EVENT", "REASON", "TRIES", "FAILED LAST", "MESSAGE");
        foreach (var item in page.Messages)
        {
            sheet.Row(
                item.ParkedId, item.Consumer, item.Stream.Length > 0 ? $"{item.Seq} of {item.Stream}" : "", new Cell(item.Reason, Styles.Bad),
                $"{item.Tries}", SafeText.Time(item.LastFailedAt), new Cell(item.Message, Styles.Dim));
        }

        sheet.Write(console);
        End(console, page.Messages.Count, "parked messages", page.NextPageToken);
    }

    /// <summary>What follows a page: how much it is of the whole, and how to ask for the next.</summary>
    public static void End(IAnsiConsole console, int shown, string of, string nextPageToken)
    {
        Terminal.Line(console, $"{shown} {of}", Styles.Dim);
        if (nextPageToken.Length > 0)
        {
            Terminal.Line(console, $"more: repeat the command with --page-token {SafeText.Line(nextPageToken)}", Styles.Dim);
        }
    }

    private static string AsOf(Timestamp? instant) => instant is null ? "" : $", as of {SafeText.Time(instant)}";
}
