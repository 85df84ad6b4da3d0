using Google.Protobuf;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>One recorded event on one line, as a watch prints it: position, time, place, type, person, content.</summary>
internal static class EventLine
{
    /// <summary>Prints the event.</summary>
    public static void Write(IAnsiConsole console, LedgerEvent item)
    {
        var line = new Paragraph()
            .Append($"{item.Position,-8} ", Styles.Dim)
            .Append(SafeText.Time(item.At) + "  ")
            .Append(SafeText.Line($"{item.Stream}#{item.Seq}  "), Styles.Dim)
            .Append(SafeText.Line(item.Type), Styles.Bold)
            .Append(SafeText.Line($"  {item.Actor}  "), Styles.Dim);
        if (item.Redacted)
        {
            line.Append("[redacted] ", Styles.Warn);
        }

        console.Write(line.Append(item.Payload is null ? "" : SafeText.Line(JsonFormatter.Default.Format(item.Payload))));
        console.WriteLine();
    }

    /// <summary>Prints a page of events.</summary>
    public static void Write(IAnsiConsole console, ListEventsResponse page)
    {
        foreach (var item in page.Events)
        {
            Write(console, item);
        }

        Tables.End(console, page.Events.Count, "events", page.NextPageToken);
    }
}
