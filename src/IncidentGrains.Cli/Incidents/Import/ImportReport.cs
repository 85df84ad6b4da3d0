using System.Text.Json;
using Google.Protobuf;
using IncidentGrains.Cli.Api;
using Spectre.Console;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Prints what an import did, or would do.</summary>
internal static class ImportReport
{
    /// <summary>The end of an import.</summary>
    public static void Print(IAnsiConsole console, OutputFormat format, ImportOutcome outcome, RegisterMapping mapping, string rejects)
    {
        if (format == OutputFormat.Json)
        {
            PrintTally(outcome.Tally);
            return;
        }

        var tally = outcome.Tally;
        var table = new Table().NoBorder().HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned()).AddColumn("");
        Row(table, "Rows", tally.Rows, mapping.Name);
        Row(table, "Opened", tally.Opened, "");
        Row(table, "Existing", tally.Existing, tally.Existing > 0 ? "left untouched" : "");
        Row(table, "Rejected", tally.Rejected, tally.Rejected > 0 ? "see " + rejects : "");
        if (mapping.Check is { } check)
        {
            Row(table, "Days agree", tally.DaysAgree, $"of {tally.DaysCompared:N0} compared: from {check.From} to {check.To}, against {check.DaysColumn}");
        }

        console.Write(table);
        Lines("Days that do not agree", outcome.Disagreements, tally.DaysCompared - tally.DaysAgree);
        if (outcome.Stopped is { } stopped)
        {
            Say($"Stopped before the end: {stopped}. Run the same command again to go on; what is there is left untouched.");
        }
    }

    /// <summary>A row as it would be opened.</summary>
    public static void PrintOpening(OutputFormat format, Opening opening, string timeZone)
    {
        if (format == OutputFormat.Json)
        {
            Console.Out.WriteLine(JsonFormatter.Default.Format(opening.Request));
            return;
        }

        var zone = Law.Zones.Find(timeZone);
        string Day(Google.Protobuf.WellKnownTypes.Timestamp instant) =>
            NodaTime.Instant.FromDateTimeOffset(instant.ToDateTimeOffset()).InZone(zone).Date.ToString("uuuu-MM-dd", null);

        Say($"line {opening.Line}  {opening.Request.Reference}  {opening.Request.Title}");
        foreach (var claim in opening.Request.AwarenessClaims)
        {
            Say($"  {"awareness",-16}{Day(claim.AwareAt)}, says the {claim.AssertedBy}");
        }

        foreach (var fact in opening.Request.Facts)
        {
            var value = fact.Instant is { } instant ? Day(instant) : fact.HasCount ? fact.Count.ToString("N0")
                : fact.Values.Count > 0 ? string.Join(", ", fact.Values) : fact.Text;
            Say($"  {FactShape.Name(fact.Kind),-16}{value}");
        }
    }

    /// <summary>A row that would be rejected.</summary>
    public static void PrintReject(OutputFormat format, RowReject reject)
    {
        if (format == OutputFormat.Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { line = reject.Line, column = reject.Column, reason = reject.Reason }));
            return;
        }

        Say($"line {reject.Line}  rejected: {(reject.Column.Length > 0 ? reject.Column + ": " : "")}{reject.Reason}");
    }

    /// <summary>A line that is not wrapped; a control character of the register (an escape sequence, say) does not reach the terminal.</summary>
    public static void Say(string line) => Console.Out.WriteLine(string.Concat(line.Select(c => char.IsControl(c) ? '\uFFFD' : c)));

    /// <summary>The one line for programs.</summary>
    public static void PrintTally(ImportTally tally) => Console.Out.WriteLine(JsonSerializer.Serialize(tally));

    private static void Row(Table table, string name, long count, string note) =>
        table.AddRow(new Text(name), new Text(count.ToString("N0")), new Text(note));

    private static void Lines(string title, IReadOnlyList<string> lines, long total)
    {
        if (lines.Count == 0)
        {
            return;
        }

        Say(title + (total > lines.Count ? $" (the first {lines.Count} of {total:N0})" : "") + ":");
        foreach (var line in lines)
        {
            Say("  " + line);
        }
    }
}
