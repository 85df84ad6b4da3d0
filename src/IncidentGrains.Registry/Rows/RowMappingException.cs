namespace IncidentGrains.Registry.Rows;

/// <summary>A mapping, or a file's header under it, can't be used; the message says what to change. Its texts hold names of columns, never cells.</summary>
public sealed class RowMappingException(string message) : Exception(message);
