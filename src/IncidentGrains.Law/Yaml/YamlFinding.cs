namespace IncidentGrains.Law.Yaml;

/// <summary>Something about a file that has to be changed, or should be.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="IsError">True if the file can't be used; false for a warning.</param>
/// <param name="Text">What is wrong, and what to do.</param>
public sealed record YamlFinding(long Line, bool IsError, string Text)
{
    /// <summary><c>error</c> or <c>warning</c>.</summary>
    public string Severity => IsError ? "error" : "warning";

    /// <inheritdoc/>
    public override string ToString() => $"{Line}: {Severity}: {Text}";
}
