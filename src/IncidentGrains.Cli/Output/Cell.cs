using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>What stands in one place of a <see cref="Sheet"/>.</summary>
internal readonly record struct Cell(string Value, Style? Style = null)
{
    /// <summary>A cell without a style of its own.</summary>
    public static implicit operator Cell(string value) => new(value);
}
