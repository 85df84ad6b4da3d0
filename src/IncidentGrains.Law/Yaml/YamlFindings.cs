namespace IncidentGrains.Law.Yaml;

/// <summary>Collects what is wrong with a file, so that its author can mend it in one go.</summary>
internal sealed class YamlFindings
{
    private readonly List<YamlFinding> _found = [];

    /// <summary>True if the file can't be used.</summary>
    public bool AnyError => _found.Exists(f => f.IsError);

    /// <summary>All findings by line.</summary>
    public IReadOnlyList<YamlFinding> ByLine() => [.. _found.OrderBy(f => f.Line)];

    public void Error(long line, string text) => _found.Add(new YamlFinding(Math.Max(line, 1), true, text));

    public void Warning(long line, string text) => _found.Add(new YamlFinding(Math.Max(line, 1), false, text));

    public void Add(YamlRefusedException refusal) => Error(refusal.Line, refusal.Reason);

    /// <summary>Reads something; if that is refused, notes why and goes on with a stand-in.</summary>
    public T Read<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (YamlRefusedException e)
        {
            Add(e);
            return otherwise;
        }
    }
}
