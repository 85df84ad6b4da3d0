namespace IncidentGrains.Law.Remediation;

/// <summary>Playbooks can't be used; the message names each file, line and mistake.</summary>
public sealed class PlaybookRefusedException(string message) : Exception(message);
