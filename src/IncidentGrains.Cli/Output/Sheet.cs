using Spectre.Console;
using Spectre.Console.Rendering;

namespace IncidentGrains.Cli.Output;

/// <summary>Columns without lines between them: aligned on a terminal, one line a row in a file or pipe.</summary>
internal sealed class Sheet
{
    // Below this a last column would be a pillar of single words; the terminal breaks whole rows better.
    private const int NarrowestLast = 24;

    private readonly List<Cell[]> _rows = [];
    private readonly bool _headed;

    /// <summary>A table with these headings; without any, or with empty ones, it has no first line.</summary>
    public Sheet(params string[] headings)
    {
        _headed = headings.Any(h => h.Length > 0);
        if (_headed)
        {
            _rows.Add([.. headings.Select(h => new Cell(h, Styles.Dim))]);
        }
    }

    /// <summary>Adds a row. The cells are made safe here; each is one line, but the last keeps its lines if there are no headings.</summary>
    public Sheet Row(params Cell[] cells)
    {
        _rows.Add([.. cells.Select((c, i) => c with { Value = _headed || i < cells.Length - 1 ? SafeText.Line(c.Value) : SafeText.Block(c.Value) })]);
        return this;
    }

    /// <summary>Prints the rows, with a heading above if there is one; prints nothing at all without rows, and no column without a value.</summary>
    public void Write(IAnsiConsole console, string? heading = null)
    {
        if (_rows.Count == (_headed ? 1 : 0))
        {
            return;
        }

        if (heading is not null)
        {
            console.WriteLine();
            Terminal.Line(console, heading, Styles.Bold);
        }

        DropEmptyColumns();
        int[] widths = [.. Enumerable.Range(0, _rows[0].Length - 1).Select(i => 2 + _rows.Max(r => Width(r[i].Value)))];
        if (Terminal.BreaksLines(console) && widths.Sum() + NarrowestLast <= console.Profile.Width)
        {
            WriteTable(console);
        }
        else
        {
            WriteLines(console, widths);
        }
    }

    private void DropEmptyColumns()
    {
        for (var i = _rows[0].Length - 2; i >= 0; i--)
        {
            if (_rows.Skip(_headed ? 1 : 0).All(r => r[i].Value.Length == 0))
            {
                for (var row = 0; row < _rows.Count; row++)
                {
                    _rows[row] = [.. _rows[row][..i], .. _rows[row][(i + 1)..]];
                }
            }
        }
    }

    // Spectre breaks the last column within its own bounds.
    private void WriteTable(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders();
        for (var i = 0; i < _rows[0].Length; i++)
        {
            var column = new TableColumn(Text.Empty).Padding(0, 0, i < _rows[0].Length - 1 ? 2 : 0, 0);
            table.AddColumn(i < _rows[0].Length - 1 ? column.NoWrap() : column);
        }

        foreach (var row in _rows)
        {
            table.AddRow(row.Select(c => new Text(c.Value, c.Style)));
        }

        console.Write(table);
    }

    private void WriteLines(IAnsiConsole console, int[] widths)
    {
        var indent = "\n" + new string(' ', widths.Sum());
        foreach (var row in _rows)
        {
            var line = new Paragraph();
            for (var i = 0; i < widths.Length; i++)
            {
                line.Append(row[i].Value, row[i].Style).Append(new string(' ', widths[i] - Width(row[i].Value)));
            }

            console.Write(line.Append(row[^1].Value.Replace("\n", indent, StringComparison.Ordinal), row[^1].Style));
            console.WriteLine();
        }
    }

    // Korean and other wide characters take two places.
    private static int Width(string text) => text.Length == 0 ? 0 : new Segment(text).CellCount();
}
