namespace IncidentGrains.Registry.Rows;

/// <summary>Why a record of CSV can't be read.</summary>
public enum RecordFault
{
    /// <summary>It can.</summary>
    None = 0,

    /// <summary>A quote stands inside a cell that is not quoted.</summary>
    StrayQuote,

    /// <summary>Text follows the closing quote of a cell.</summary>
    TextBehindQuote,

    /// <summary>An opening quote is never closed, or swallowed lines that make no record.</summary>
    OpenQuote,

    /// <summary>The line is longer than a record may be.</summary>
    LongLine,

    /// <summary>There are fewer or more cells than there should be.</summary>
    CellCount,
}
