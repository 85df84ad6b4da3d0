using IncidentGrains.Law.Yaml;

namespace IncidentGrains.Law.Regulators.Packs;

/// <summary>What was found in one of several files.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Finding">What was found.</param>
public sealed record PackFinding(string File, YamlFinding Finding)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Finding}";
}

/// <summary>Rule packs can't be used; the message names each file, line and mistake.</summary>
/// <param name="findings">All that was found.</param>
public sealed class RulePacksRefusedException(IReadOnlyList<PackFinding> findings)
    : Exception(string.Join('\n', findings.Where(f => f.Finding.IsError)));
