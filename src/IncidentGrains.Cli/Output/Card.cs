using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>Labels and values below each other; a value that is empty leaves no row.</summary>
internal sealed class Card
{
    private readonly Sheet _rows = new();

    /// <summary>Adds a row unless the value is empty.</summary>
    public Card Row(string label, string value, Style? style = null)
    {
        if (value.Length > 0)
        {
            _rows.Row(new Cell("  " + label, Styles.Dim), new Cell(value, style));
        }

        return this;
    }

    /// <summary>Prints the card.</summary>
    public void Write(IAnsiConsole console) => _rows.Write(console);
}
