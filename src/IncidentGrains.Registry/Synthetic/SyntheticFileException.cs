namespace IncidentGrains.Registry.Synthetic;

/// <summary>A file of made-up people can't be made as described; the message says what to change.</summary>
public sealed class SyntheticFileException(string message) : Exception(message);
