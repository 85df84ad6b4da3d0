using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Conditions;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Regulators;

/// <summary>Prints why a rule made an obligation, or none.</summary>
internal static class ExplanationReport
{
    /// <summary>Prints a server's explanations as indented lines.</summary>
    public static void Write(IAnsiConsole console, ExplainObligationResponse explained)
    {
        foreach (var explanation in explained.Explanations)
        {
            Head(console, explanation.Rule, explanation.CohortId, explanation.Verdict);
            foreach (var line in explanation.Lines)
            {
                Line(console, line.Depth, line.Text, line.Holds switch { ExplanationTruth.Yes => Truth.Yes, ExplanationTruth.No => Truth.No, ExplanationTruth.Unknown => Truth.Unknown, _ => null });
            }

            Terminal.Line(console, "");
        }
    }

    /// <summary>Prints explanations as indented lines, or as one JSON array.</summary>
    public static void Write(IReadOnlyList<Explanation> explanations, OutputFormat output)
    {
        if (output == OutputFormat.Json)
        {
            PlainJson.PrintSnake(explanations.Select(e => new { e.Rule, e.Cohort, e.Verdict, e.Lines, Obligations = e.Obligations.Select(RulesReport.AsJson) }));
            return;
        }

        foreach (var explanation in explanations)
        {
            Head(Terminal.Out, explanation.Rule, explanation.Cohort ?? "", explanation.Verdict);
            foreach (var line in explanation.Lines)
            {
                Line(Terminal.Out, line.Depth, line.Text, line.Holds);
            }

            Terminal.Line(Terminal.Out, "");
        }
    }

    private static void Head(IAnsiConsole console, string rule, string cohort, string verdict)
    {
        Terminal.Line(console, SafeText.Line(rule + (cohort.Length > 0 ? $" for cohort '{cohort}'" : "")), Styles.Bold);
        Terminal.Line(console, verdict);
    }

    private static void Line(IAnsiConsole console, int depth, string text, Truth? holds)
    {
        var mark = holds switch { Truth.Yes => "yes      ", Truth.No => "no       ", Truth.Unknown => "not known", _ => "         " };
        Terminal.Line(console, $"  {mark}  {new string(' ', 2 * depth)}{text}", holds == Truth.No ? Styles.Warn : Style.Plain);
    }
}
