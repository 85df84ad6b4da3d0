using IncidentGrains.Law.Yaml;
using YamlDotNet.RepresentationModel;

namespace IncidentGrains.Law.Remediation;

/// <summary>Reads the tasks of a playbook.</summary>
internal static class PlaybookTaskReader
{
    /// <summary>The tasks, in the order of the file.</summary>
    public static IReadOnlyList<PlaybookTask> Read(PlaybookFields playbook, YamlFindings findings)
    {
        var read = new List<(PlaybookTask Task, PlaybookFields Fields)>();
        foreach (var node in playbook.Sequence("tasks", PlaybookLimits.Tasks))
        {
            if (findings.Read(() => new YamlMap(node, "a task"), null!) is { } map)
            {
                var fields = new PlaybookFields(map, findings);
                read.Add((Task(fields), fields));
                fields.End();
            }
        }

        if (playbook.Node("tasks") is null or YamlSequenceNode { Children.Count: 0 })
        {
            findings.Error(playbook.LineOf("tasks"), "a playbook needs 'tasks', at least one.");
        }
        else if (read.Count > 0 && !read.Exists(r => r.Task.Mandatory))
        {
            findings.Warning(playbook.LineOf("tasks"), "No task is mandatory: an incident could be closed with nothing of this done. Mark what has to be done with 'mandatory: true'.");
        }

        PlaybookOrder.Check(read, findings);
        return [.. read.Select(r => r.Task)];
    }

    private static PlaybookTask Task(PlaybookFields fields) => new(
        fields.Name("key"),
        fields.Line1("title", PlaybookLimits.Title),
        fields.Block("description", PlaybookLimits.Description),
        fields.Truth("mandatory"),
        fields.Priority("priority"),
        fields.Duration("due_after"),
        fields.List("checklist", PlaybookLimits.ChecklistItems, PlaybookLimits.ChecklistItem),
        fields.List("depends_on", PlaybookLimits.Tasks, 60));
}
