namespace IncidentGrains.Host.Documents;

/// <summary>What is to be read by people, before it has a format: every writer of this folder tells all of it.</summary>
/// <param name="Title">The title.</param>
/// <param name="Language">The language of its words.</param>
/// <param name="Made">When it was made: the date in the file, so that equal content gives equal bytes.</param>
/// <param name="Sections">Its parts, in order.</param>
internal sealed record Document(string Title, DocumentLanguage Language, DateTimeOffset Made, IReadOnlyList<Section> Sections)
{
    /// <summary>What it is about, such as an incident's id; stands at the head of each page.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Who made it.</summary>
    public string Author { get; init; } = "";

    /// <summary>Stands at the foot of each page, such as "Draft".</summary>
    public string Footer { get; init; } = "";
}

/// <summary>The language of a document.</summary>
internal enum DocumentLanguage
{
    /// <summary>English.</summary>
    English,

    /// <summary>Korean.</summary>
    Korean,
}

/// <summary>A part of a document.</summary>
internal sealed record Section(string Heading, IReadOnlyList<Block> Blocks);

/// <summary>A piece of a section.</summary>
internal abstract record Block;

/// <summary>Running text; a line break in it is one on paper.</summary>
internal sealed record Paragraph(string Text) : Block;

/// <summary>Small text below or beside what it explains: a source, a reservation.</summary>
internal sealed record Note(string Text) : Block;

/// <summary>Labels with their values, such as the fields of a form.</summary>
internal sealed record KeyValues(IReadOnlyList<KeyValue> Rows) : Block;

/// <summary>A label and its value.</summary>
internal sealed record KeyValue(string Key, string Value);

/// <summary>Rows under column headings. A row may be shorter than the headings, never longer.</summary>
/// <param name="Name">What it lists; names the sheet of a workbook.</param>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The rows.</param>
internal sealed record Table(string Name, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows) : Block;

/// <summary>A column.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Weight">Its width on paper, against the weights of the others.</param>
internal sealed record Column(string Heading, double Weight = 1);

/// <summary>A cell: its words, and the number that they write, if they write one.</summary>
internal sealed record Cell(string Text, decimal? Number = null)
{
    public static implicit operator Cell(string text) => new(text);

    /// <summary>A number, written with separators of thousands on paper and as it is in files.</summary>
    public static Cell Of(decimal number) => new(number.ToString("#,0.############################"), number);
}

/// <summary>A picture in PNG across the page, with what it shows in words.</summary>
internal sealed record Figure(byte[] Png, string Caption) : Block;
