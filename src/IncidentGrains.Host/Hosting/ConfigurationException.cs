namespace IncidentGrains.Host.Hosting;

/// <summary>The server can't start as it is configured; the message says what to change.</summary>
internal sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
