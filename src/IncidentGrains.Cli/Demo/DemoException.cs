namespace IncidentGrains.Cli.Demo;

/// <summary>The demonstration did not go as its scenario says, or its server did not run.</summary>
internal sealed class DemoException(string message) : Exception(message);
