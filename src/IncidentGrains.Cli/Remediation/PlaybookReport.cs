using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Law.Remediation;

namespace IncidentGrains.Cli.Remediation;

/// <summary>Prints playbooks.</summary>
internal static class PlaybookReport
{
    /// <summary>Prints a set as a table, or as one JSON array.</summary>
    public static void Write(Playbooks playbooks, OutputFormat output)
    {
        if (output == OutputFormat.Json)
        {
            PlainJson.Print(playbooks.All.Select(p => new { p.Id, p.Title, p.Digest, Tasks = p.Tasks.Count, Mandatory = p.Tasks.Count(t => t.Mandatory) }));
            return;
        }

        var sheet = new Sheet("ID", "TASKS", "MANDATORY", "TITLE");
        foreach (var playbook in playbooks.All)
        {
            sheet.Row(playbook.Id, $"{playbook.Tasks.Count}", $"{playbook.Tasks.Count(t => t.Mandatory)}", playbook.Title);
        }

        sheet.Write(Terminal.Out);
    }

    /// <summary>Prints one playbook as a card with its tasks, or as one JSON object.</summary>
    public static void Write(Playbook playbook, OutputFormat output)
    {
        if (output == OutputFormat.Json)
        {
            PlainJson.Print(new { playbook.Id, playbook.Title, playbook.Description, playbook.Digest, playbook.AppliesTo, Tasks = playbook.Tasks.Select(AsJson) });
            return;
        }

        Terminal.Line(Terminal.Out, $"{playbook.Id}  {playbook.Title}", Styles.Bold);
        new Card()
            .Row("for", playbook.Description)
            .Row("applies", playbook.AppliesTo is { } scope ? string.Join("\n", Conditions(scope)) : "when it is chosen by name")
            .Row("digest", playbook.Digest)
            .Write(Terminal.Out);
        foreach (var task in playbook.Tasks)
        {
            Terminal.Line(Terminal.Out, "");
            Terminal.Line(Terminal.Out, $"{task.Key}  {task.Title}", Styles.Bold);
            new Card()
                .Row("", $"{(task.Mandatory ? "mandatory" : "optional")}, {task.Priority.ToString().ToLowerInvariant()}{(Due(task) is { Length: > 0 } due ? ", due after " + due : "")}")
                .Row("after", string.Join(", ", task.DependsOn))
                .Row("what", task.Description)
                .Row("check", string.Join("\n", task.Checklist.Select(item => "- " + item)))
                .Write(Terminal.Out);
        }
    }

    private static object AsJson(PlaybookTask task) => new
    {
        task.Key, task.Title, task.Description, task.Mandatory, task.Priority, DueAfter = Due(task), task.Checklist, task.DependsOn,
    };

    // As a file writes it: the largest unit that fits.
    private static string Due(PlaybookTask task) => task.DueAfter switch
    {
        null => "",
        { } due when due.Ticks % TimeSpan.TicksPerDay == 0 => $"{due.TotalDays:0}d",
        { } due when due.Ticks % TimeSpan.TicksPerHour == 0 => $"{due.TotalHours:0}h",
        { } due => $"{due.TotalMinutes:0}m",
    };

    private static IEnumerable<string> Conditions(PlaybookScope scope)
    {
        if (scope.Any.Count > 0)
        {
            yield return "if one of these holds: " + string.Join("; ", scope.Any.Select(Words));
        }

        if (scope.All.Count > 0)
        {
            yield return "if each of these holds: " + string.Join("; ", scope.All.Select(Words));
        }
    }

    private static string Words(PlaybookCondition condition) => condition.Topic switch
    {
        PlaybookTopic.Affected => $"at least {condition.AtLeast:N0} affected",
        PlaybookTopic.DataCategories => "the data categories name " + Or(condition),
        PlaybookTopic.How => "the words on how it happened name " + Or(condition),
        var topic => $"the {topic.ToString().ToLowerInvariant()} names {Or(condition)}",
    };

    private static string Or(PlaybookCondition condition) => string.Join(" or ", condition.AnyOf);
}
