using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>A table without lines, so that it reads well on a terminal and cuts well in a pipe.</summary>
internal sealed class Sheet
{
    private readonly Table _table = new Table().Border(TableBorder.None);

    /// <summary>A table with these headings; only the last column is broken into lines on a narrow terminal.</summary>
    public Sheet(params string[] headings)
    {
        foreach (var (index, heading) in headings.Index())
        {
            var column = new TableColumn(new Text(heading, Styles.Dim)).PadRight(2);
            _table.AddColumn(index == headings.Length - 1 ? column : column.NoWrap());
        }
    }

    /// <summary>Adds a row of cells. They are made safe here.</summary>
    public Sheet Row(params Cell[] cells)
    {
        _table.AddRow(cells.Select(c => new Text(SafeText.Line(c.Value), c.Style)));
        return this;
    }

    /// <summary>Prints the table, with a heading above if there is one; prints nothing at all without rows.</summary>
    public void Write(IAnsiConsole console, string? heading = null)
    {
        if (_table.Rows.Count == 0)
        {
            return;
        }

        if (heading is not null)
        {
            console.WriteLine();
            Terminal.Line(console, heading, Styles.Bold);
        }

        console.Write(_table);
    }
}

/// <summary>What stands in one place of a <see cref="Sheet"/>.</summary>
internal readonly record struct Cell(string Value, Style? Style = null)
{
    /// <summary>A cell without a style of its own.</summary>
    public static implicit operator Cell(string value) => new(value);
}
