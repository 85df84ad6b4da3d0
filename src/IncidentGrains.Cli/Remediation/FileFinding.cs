using IncidentGrains.Law.Remediation;

namespace IncidentGrains.Cli.Remediation;

/// <summary>What was found in one file.</summary>
internal sealed record FileFinding(string File, PlaybookFinding Finding)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Finding}";
}
