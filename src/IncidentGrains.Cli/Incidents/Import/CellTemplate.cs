using System.Text;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Text with columns in braces, such as <c>{Name}[: {Cause}]</c>; what stands in brackets is left out where a
/// column in it is empty. <c>{{</c>, <c>}}</c>, <c>[[</c>, <c>]]</c> stand for the characters themselves.</summary>
internal sealed class CellTemplate
{
    private readonly List<Part> _parts = [];

    private CellTemplate()
    {
    }

    /// <summary>The columns that it names.</summary>
    public IEnumerable<string> Columns => _parts.Where(p => p.IsColumn).Select(p => p.Text);

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">A brace or bracket has no partner, or a column has no name.</exception>
    public static CellTemplate Parse(string text)
    {
        var template = new CellTemplate();
        var literal = new StringBuilder();
        var group = 0;
        var open = false;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c is not ('{' or '}' or '[' or ']'))
            {
                literal.Append(c);
                continue;
            }

            if (at + 1 < text.Length && text[at + 1] == c)
            {
                literal.Append(text[at++]);
                continue;
            }

            template.AddLiteral(literal, open ? group : 0);
            switch (c)
            {
                case '{' when text.IndexOf('}', at) is var end && end > at + 1:
                    template._parts.Add(new Part(text[(at + 1)..end], IsColumn: true, open ? group : 0));
                    at = end;
                    break;
                case '[' when !open:
                    (open, group) = (true, group + 1);
                    break;
                case ']' when open:
                    open = false;
                    break;
                default:
                    throw new FormatException($"'{c}' at character {at + 1} of '{text}' has no partner; write it twice if it is meant as it stands.");
            }
        }

        template.AddLiteral(literal, 0);
        return open ? throw new FormatException($"A '[' of '{text}' is never closed.") : template;
    }

    /// <summary>The text for a row; null, with the column, if one outside brackets is empty.</summary>
    /// <param name="cell">The cell of a column; empty if the row has none.</param>
    /// <param name="emptyColumn">The first column outside brackets that is empty, or null.</param>
    public string? Fill(Func<string, string> cell, out string? emptyColumn)
    {
        emptyColumn = _parts.FirstOrDefault(p => p.IsColumn && p.Group == 0 && cell(p.Text).Length == 0)?.Text;
        if (emptyColumn is not null)
        {
            return null;
        }

        var dropped = _parts.Where(p => p.IsColumn && p.Group > 0 && cell(p.Text).Length == 0).Select(p => p.Group).ToHashSet();
        return string.Concat(_parts.Where(p => !dropped.Contains(p.Group)).Select(p => p.IsColumn ? cell(p.Text) : p.Text));
    }

    private void AddLiteral(StringBuilder literal, int group)
    {
        if (literal.Length > 0)
        {
            _parts.Add(new Part(literal.ToString(), IsColumn: false, group));
            literal.Clear();
        }
    }

    private sealed record Part(string Text, bool IsColumn, int Group);
}
