namespace IncidentGrains.Registry.Sealing;

/// <summary>A master key can't be used: it is not at hand, or does not fit what was wrapped.</summary>
public sealed class MasterKeyException(string message, Exception? inner = null) : Exception(message, inner);
