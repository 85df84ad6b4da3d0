namespace IncidentGrains.Cli.Api;

/// <summary>The command can't be carried out as it was given; the message says what to change. Ends with <see cref="ExitCode.Usage"/>.</summary>
internal sealed class UsageException(string message) : Exception(message);
