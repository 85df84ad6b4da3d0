using System.Text.Json.Serialization;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>One thing that is wrong with a VERIS file.</summary>
/// <param name="Line">The line, from 1; 0 if no single line is concerned.</param>
/// <param name="Column">The byte within the line, from 1.</param>
/// <param name="Path">Where in the incident, as a JSON pointer (RFC 6901); empty for the whole.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record VerisFinding(
    [property: JsonPropertyName("line")] long Line, [property: JsonPropertyName("column")] long Column,
    [property: JsonPropertyName("path")] string Path, [property: JsonPropertyName("message")] string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Line > 0 ? $"line {Line}:{Column}  " : "")}{(Path.Length > 0 ? Path + "  " : "")}{Message}";
}
