using IncidentGrains.Law.Yaml;

namespace IncidentGrains.Cli.Output;

/// <summary>What was found in one file.</summary>
internal sealed record FileFinding(string File, YamlFinding Finding)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Finding}";
}
