namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>How an import ended.</summary>
/// <param name="Tally">What became of the rows.</param>
/// <param name="Disagreements">The first rows whose days are not the register's, in words.</param>
/// <param name="Refusals">The first unexpected refusals of the server, in words.</param>
/// <param name="Stopped">Why it ended before the file did, or null.</param>
/// <param name="ExitCode">What the shell is told.</param>
internal sealed record ImportOutcome(
    ImportTally Tally, IReadOnlyList<string> Disagreements, IReadOnlyList<string> Refusals, string? Stopped, int ExitCode);
