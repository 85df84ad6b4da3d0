namespace IncidentGrains.Law.Remediation;

/// <summary>Finds the circles of dependencies, each once.</summary>
internal sealed class PlaybookCycles
{
    private readonly Dictionary<string, PlaybookTask> _tasks;
    private readonly Dictionary<(string Task, string On), string> _closing = [];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];

    public PlaybookCycles(Dictionary<string, PlaybookTask> tasks)
    {
        _tasks = tasks;
        foreach (var key in tasks.Keys)
        {
            Visit(key);
        }
    }

    /// <summary>The circle that this dependency closes, such as "a → b → a"; null if it closes none.</summary>
    public string? Closing(string task, string on) => _closing.GetValueOrDefault((task, on));

    private void Visit(string key)
    {
        if (!_tasks.TryGetValue(key, out var task) || _done.Contains(key))
        {
            return;
        }

        _path.Add(key);
        foreach (var on in task.DependsOn)
        {
            if (_path.IndexOf(on) is >= 0 and var from)
            {
                _closing.TryAdd((key, on), string.Join(" → ", _path.Skip(from).Append(on)));
            }
            else
            {
                Visit(on);
            }
        }

        _path.RemoveAt(_path.Count - 1);
        _done.Add(key);
    }
}
