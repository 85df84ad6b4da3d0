using IncidentGrains.Cli.Output;
using Spectre.Console;

namespace IncidentGrains.Cli.Demo;

/// <summary>How the demonstration looks: sections, one line an event, times of the place where it happened.</summary>
internal sealed class DemoPage(LocalTime zone, int widestName)
{
    // A pipe has no width; a rule across 20,000 columns is no rule.
    private const int Width = 78;

    private static readonly string Indent = new(' ', 4);

    /// <summary>A section's rule.</summary>
    public static void Section(string title)
    {
        Terminal.Out.WriteLine();
        Terminal.Line(Terminal.Out, $"── {title} {new string('─', Math.Max(3, Width - title.Length - 4))}", Styles.Bold);
    }

    /// <summary>A plain line.</summary>
    public static void Say(string text) => Terminal.Line(Terminal.Out, "  " + text);

    /// <summary>A line of less weight.</summary>
    public static void Aside(string text) => Terminal.Line(Terminal.Out, "  " + text, Styles.Dim);

    /// <summary>Something that was held against what it should be, and is so.</summary>
    public static void Check(string text)
    {
        Terminal.Out.Write(new Text("  ✓ ", Styles.Good));
        Terminal.Line(Terminal.Out, text);
    }

    /// <summary>What someone did, when.</summary>
    public void Step(ScenarioStep step) => Event(step.At, step.Actor, step.Say);

    /// <summary>What someone did, when.</summary>
    public void Event(DateTimeOffset at, string actor, string text)
    {
        Terminal.Out.Write(new Text($"  {zone.Minute(at)}  ", Styles.Dim));
        Terminal.Line(Terminal.Out, $"{actor.PadRight(widestName)}  {text}");
    }

    /// <summary>What came of the step above.</summary>
    public void Outcome(string text) => Terminal.Line(Terminal.Out, $"{new string(' ', 20 + widestName)}{Indent[..2]}{text}", Styles.Dim);

    /// <summary>The refusal of the step above, with the rule that refused.</summary>
    public void Refusal(string rule, string message) =>
        Terminal.Line(Terminal.Out, $"{new string(' ', 20 + widestName)}{Indent[..2]}refused, {rule}: {message}", Styles.Warn);
}
