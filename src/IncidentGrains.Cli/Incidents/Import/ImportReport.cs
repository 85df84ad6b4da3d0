using System.Text.Json;
using Google.Protobuf;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Prints what an import did, or would do.</summary>
internal static class ImportReport
{
    /// <summary>The end of an import.</summary>
    public static void Print(OutputFormat format, ImportOutcome outcome, RegisterMapping mapping, string rejects)
    {
        if (format == OutputFormat.Json)
        {
            PrintTally(outcome.Tally);
            return;
        }

        var tally = outcome.Tally;
        var card = new Card()
            .Row("rows", $"{tally.Rows,9:N0}  {mapping.Name}")
            .Row("opened", $"{tally.Opened,9:N0}")
            .Row("existing", $"{tally.Existing,9:N0}{(tally.Existing > 0 ? "  left untouched" : "")}")
            .Row("rejected", $"{tally.Rejected,9:N0}{(tally.Rejected > 0 ? "  see " + rejects : "")}");
        if (mapping.Check is { } check)
        {
            card.Row("days agree", $"{tally.DaysAgree,9:N0}  of {tally.DaysCompared:N0} compared: from {check.From} to {check.To}, against {check.DaysColumn}");
        }

        card.Write(Terminal.Out);
        Lines("Days that do not agree", outcome.Disagreements, tally.DaysCompared - tally.DaysAgree);
        if (outcome.Stopped is { } stopped)
        {
            Terminal.Line(Terminal.Out, $"Stopped before the end: {stopped.TrimEnd('.')}. The same command goes on from here: what is there is left untouched.");
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

        Terminal.Line(Terminal.Out, $"line {opening.Line}  {opening.Request.Reference}  {opening.Request.Title}");
        foreach (var claim in opening.Request.AwarenessClaims)
        {
            Terminal.Line(Terminal.Out, $"  {"awareness",-16}{Day(claim.AwareAt)}, says the {claim.AssertedBy}");
        }

        foreach (var fact in opening.Request.Facts)
        {
            var value = fact.Instant is { } instant ? Day(instant) : fact.HasCount ? fact.Count.ToString("N0")
                : fact.Values.Count > 0 ? string.Join(", ", fact.Values) : fact.Text;
            Terminal.Line(Terminal.Out, $"  {EnumText.Short(fact.Kind),-16}{value}");
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

        Terminal.Line(Terminal.Out, $"line {reject.Line}  rejected: {(reject.Column.Length > 0 ? reject.Column + ": " : "")}{reject.Reason}");
    }

    /// <summary>The one line for programs.</summary>
    public static void PrintTally(ImportTally tally) => Console.Out.WriteLine(JsonSerializer.Serialize(tally));

    private static void Lines(string title, IReadOnlyList<string> lines, long total)
    {
        if (lines.Count == 0)
        {
            return;
        }

        Terminal.Line(Terminal.Out, title + (total > lines.Count ? $" (the first {lines.Count} of {total:N0})" : "") + ":");
        foreach (var line in lines)
        {
            Terminal.Line(Terminal.Out, "  " + line);
        }
    }
}
