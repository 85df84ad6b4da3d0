using IncidentGrains.Law.Yaml;

namespace IncidentGrains.Law.Remediation;

/// <summary>Checks how tasks stand to each other: keys are unique, dependencies lead somewhere and never back, due times follow them.</summary>
internal static class PlaybookOrder
{
    public static void Check(IReadOnlyList<(PlaybookTask Task, PlaybookFields Fields)> read, YamlFindings findings)
    {
        var tasks = new Dictionary<string, PlaybookTask>(StringComparer.Ordinal);
        foreach (var (task, fields) in read.Where(r => r.Task.Key.Length > 0))
        {
            if (!tasks.TryAdd(task.Key, task))
            {
                findings.Error(fields.LineOf("key"), $"'{task.Key}' is the key of an earlier task; give each its own.");
            }
        }

        var cycles = new PlaybookCycles(tasks);
        foreach (var (task, fields) in read)
        {
            var line = fields.LineOf("depends_on");
            foreach (var key in task.DependsOn)
            {
                if (!tasks.TryGetValue(key, out var first))
                {
                    findings.Error(line, $"'{key}' is the key of no task; 'depends_on' lists keys of this playbook.");
                }
                else if (cycles.Closing(task.Key, key) is { } path)
                {
                    findings.Error(line, $"The tasks wait for each other: {path}. Take one of these dependencies out.");
                }
                else
                {
                    Compare(task, first, line, findings);
                }
            }
        }
    }

    private static void Compare(PlaybookTask task, PlaybookTask first, long line, YamlFindings findings)
    {
        if (task.DueAfter < first.DueAfter)
        {
            findings.Warning(line, $"'{task.Key}' is due before '{first.Key}', which has to be done first. Give it a later 'due_after', or the other an earlier one.");
        }

        if (task.Mandatory && !first.Mandatory)
        {
            findings.Warning(line, $"'{task.Key}' is mandatory and waits for '{first.Key}', which is not. Make both mandatory, or take the dependency out.");
        }
    }
}
