using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Law;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Makes the request that opens an incident from a row of a register, or says why the row can't open one. Pure but
/// for the ids it has seen, so rows go through it in the order of the file.</summary>
/// <param name="mapping">What the columns mean.</param>
/// <param name="columns">The columns, in the order of the cells.</param>
/// <param name="now">The server's time: no date of a register lies in the future.</param>
internal sealed class RowMapper(RegisterMapping mapping, IReadOnlyList<string> columns, DateTimeOffset now)
{
    private const int MaxTitle = 200;
    private const int MaxReference = 100;

    private readonly Dictionary<string, int> _index = Index(mapping, columns);
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    /// <summary>Maps a row: exactly one of the two is set.</summary>
    public (Opening? Opening, RowReject? Reject) Map(CsvRecord row)
    {
        try
        {
            if (row.Fault is { } fault)
            {
                var column = fault.Cell < 0 ? "" : fault.Cell < columns.Count ? columns[fault.Cell] : $"column {fault.Cell + 1}";
                throw new RowRefusedException(column, fault.Reason);
            }

            if (mapping.Columns.FirstOrDefault(name => Cell(row, name).Any(IsRefusedControl)) is { } controls)
            {
                throw new RowRefusedException(controls, "the cell has a control character");
            }

            var request = Request(row);
            request.CommandId = CommandId.For(mapping.Register, request.Reference[(mapping.Register.Length + 1)..], request);
            return (new Opening(row.Line, row.Raw, request, mapping.Check is { } check ? Cell(row, check.DaysColumn) : ""), null);
        }
        catch (RowRefusedException e)
        {
            return (null, new RowReject(row.Line, e.Column, e.Message, row.Raw));
        }
    }

    private static Dictionary<string, int> Index(RegisterMapping mapping, IReadOnlyList<string> columns) =>
        mapping.Columns.ToDictionary(column => column, column => columns.ToList().IndexOf(column), StringComparer.Ordinal);

    private OpenIncidentRequest Request(CsvRecord row)
    {
        var request = new OpenIncidentRequest { Reference = mapping.Register + ":" + Id(row), Title = Title(row) };
        if (mapping.Awareness is { } awareness && Date(row, awareness.Column) is { } aware)
        {
            request.AwarenessClaims.Add(new NewAwarenessClaim { AwareAt = aware, AssertedBy = awareness.AssertedBy, Basis = awareness.Basis });
        }

        foreach (var fact in mapping.Facts)
        {
            request.Facts.AddRange(Facts(row, fact));
        }

        return request;
    }

    private string Id(CsvRecord row)
    {
        var id = Cell(row, mapping.IdColumn);
        if (id.Length == 0)
        {
            throw new RowRefusedException(mapping.IdColumn, "the row has no id");
        }

        if (id.Length + mapping.Register.Length + 1 > MaxReference || id.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            throw new RowRefusedException(mapping.IdColumn, $"an id has no spaces, and at most {MaxReference} characters with its register's prefix");
        }

        return _lines.TryAdd(id, row.Line) ? id
            : throw new RowRefusedException(mapping.IdColumn, $"the id {id} stands already on line {_lines[id]}");
    }

    private string Title(CsvRecord row)
    {
        var title = mapping.Title.Fill(column => Cell(row, column), out var empty)?.ReplaceLineEndings(" ")
            ?? throw new RowRefusedException(empty!, $"the row has no title: {empty} is empty");
        return title.Length <= MaxTitle ? title
            : throw new RowRefusedException(mapping.Title.Columns.FirstOrDefault() ?? "", $"the title has {title.Length} characters, more than {MaxTitle}");
    }

    private IEnumerable<NewFact> Facts(CsvRecord row, FactMapping fact)
    {
        if (fact.Constant is { Count: > 0 } constant)
        {
            return [new NewFact { Kind = fact.Kind, Values = { constant } }];
        }

        if (fact.Text is { } text)
        {
            return text.Fill(column => Cell(row, column), out _) is { } filled ? [new NewFact { Kind = fact.Kind, Text = filled }] : [];
        }

        var cell = Cell(row, fact.Column!);
        if (cell.Length == 0)
        {
            return [];
        }

        if (FactShape.IsInstant(fact.Kind))
        {
            return [new NewFact { Kind = fact.Kind, Instant = Date(row, fact.Column!) }];
        }

        if (fact.Kind == FactKind.Affected)
        {
            return [new NewFact { Kind = fact.Kind, Count = Count(cell, fact.Column!) }];
        }

        var word = fact.Values is null ? cell : fact.Values.GetValueOrDefault(cell) ?? fact.Otherwise
            ?? throw new RowRefusedException(fact.Column!, $"the mapping does not say what '{Short(cell)}' becomes");
        var said = FactShape.IsValues(fact.Kind) ? new NewFact { Kind = fact.Kind, Values = { word } } : new NewFact { Kind = fact.Kind, Text = word };
        return fact.Original?.Fill(column => Cell(row, column), out _) is { } original
            ? [said, new NewFact { Kind = FactKind.Other, Text = original }] : [said];
    }

    // What the server takes in a text.
    private static bool IsRefusedControl(char c) => char.IsControl(c) && c is not ('\n' or '\t' or '\r');

    private static long Count(string cell, string column) =>
        long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
            : throw new RowRefusedException(column, $"'{Short(cell)}' is no whole number");

    private Timestamp? Date(CsvRecord row, string column)
    {
        var cell = Cell(row, column);
        if (cell.Length == 0)
        {
            return null;
        }

        if (!DateTime.TryParseExact(cell, [.. mapping.DateFormats], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            throw new RowRefusedException(column, $"'{Short(cell)}' is no date of the form {string.Join(" or ", mapping.DateFormats)}");
        }

        // A time of day would be lost, or would move a count of days; no register seen so far gives one.
        if (local.TimeOfDay != TimeSpan.Zero)
        {
            throw new RowRefusedException(column, $"'{Short(cell)}' has a time of day; only dates are read");
        }

        var instant = Zones.StartOfDay(DateOnly.FromDateTime(local), mapping.TimeZone);
        return instant <= now ? Timestamp.FromDateTimeOffset(instant)
            : throw new RowRefusedException(column, $"'{Short(cell)}' lies in the future");
    }

    private string Cell(CsvRecord row, string column) => row.Cells[_index[column]].Trim();

    private static string Short(string cell) => cell.Length <= 60 ? cell : cell[..60] + "…";
}
