namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>An import can't go on; the message says why and what to do. What was stored before stays.</summary>
internal sealed class ImportStoppedException(string message, Exception? cause = null) : Exception(message, cause);
