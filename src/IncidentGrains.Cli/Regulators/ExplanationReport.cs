using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Conditions;
using Spectre.Console;

namespace IncidentGrains.Cli.Regulators;

/// <summary>Prints why a rule made an obligation, or none.</summary>
internal static class ExplanationReport
{
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
            Terminal.Line(Terminal.Out, explanation.Rule + (explanation.Cohort is { } cohort ? $" for cohort '{SafeText.Line(cohort)}'" : ""), Styles.Bold);
            Terminal.Line(Terminal.Out, explanation.Verdict);
            foreach (var line in explanation.Lines)
            {
                var mark = line.Holds switch { Truth.Yes => "yes      ", Truth.No => "no       ", Truth.Unknown => "not known", _ => "         " };
                Terminal.Line(Terminal.Out, $"  {mark}  {new string(' ', 2 * line.Depth)}{line.Text}", line.Holds == Truth.No ? Styles.Warn : Style.Plain);
            }

            Terminal.Line(Terminal.Out, "");
        }
    }
}
