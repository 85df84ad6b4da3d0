namespace IncidentGrains.Registry.Rows;

/// <summary>Why a row is not taken. What is read first counts: the quoting before the cells, the cells before what they hold.</summary>
public enum RejectReason
{
    /// <summary>None: the row is taken.</summary>
    None = 0,

    /// <summary>A quote inside an unquoted cell, text after a closing quote, or a quote that is never closed.</summary>
    Quoting = 1,

    /// <summary>The line is longer than a record may be.</summary>
    Length = 2,

    /// <summary>Fewer or more cells than the header has.</summary>
    Cells = 3,

    /// <summary>Invalid UTF-8, or a control character.</summary>
    Encoding = 4,

    /// <summary>A category of data that the cohort did not declare.</summary>
    Category = 5,

    /// <summary>None of the incident's identifiers is there and usable.</summary>
    Identifier = 6,
}
