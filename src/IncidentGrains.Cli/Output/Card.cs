using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>Labels and values below each other; a value that is empty leaves no row.</summary>
internal sealed class Card
{
    private readonly Grid _grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2)).AddColumn(new GridColumn());

    /// <summary>Adds a row unless the value is empty. The value is made safe here.</summary>
    public Card Row(string label, string value, Style? style = null)
    {
        if (value.Length > 0)
        {
            _grid.AddRow(new Text(label, Styles.Dim), new Text(SafeText.Block(value), style));
        }

        return this;
    }

    /// <summary>Prints the card.</summary>
    public void Write(IAnsiConsole console) => console.Write(_grid);
}
