namespace IncidentGrains.Law.Yaml;

/// <summary>A file that the caller wrote in YAML can't be used; the message names the line and says what to change.</summary>
/// <param name="line">The line, from 1; 0 if no single line is concerned.</param>
/// <param name="reason">What is wrong.</param>
public sealed class YamlRefusedException(long line, string reason)
    : Exception(line > 0 ? $"line {line}: {reason}" : reason)
{
    /// <summary>What is wrong, and what to change, without the line.</summary>
    public string Reason { get; } = reason;

    /// <summary>The line, from 1; 0 if no single line is concerned.</summary>
    public long Line { get; } = line;
}
