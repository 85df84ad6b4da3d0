namespace IncidentGrains.Registry.Audiences;

/// <summary>A set expression can't be understood; the message says where and what to write.</summary>
public sealed class AudienceException(int column, string message) : Exception($"column {column}: {message}")
{
    /// <summary>Where, from 1.</summary>
    public int Column { get; } = column;
}
