namespace IncidentGrains.Cli.Api;

/// <summary>How a command prints its reply.</summary>
internal enum OutputFormat
{
    /// <summary>For people: tables and cards.</summary>
    Text,

    /// <summary>For programs: the reply's proto JSON; a stream prints one object a line.</summary>
    Json,
}
