namespace IncidentGrains.Registry.Synthetic;

/// <summary>What is wrong with a dirty row, on purpose.</summary>
internal enum SyntheticMistake
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The quote before the address is never closed.</summary>
    OpenQuote,

    /// <summary>A quote inside the name.</summary>
    StrayQuote,

    /// <summary>The row ends behind the phone number.</summary>
    FewCells,

    /// <summary>Commas of the address without quotes around it.</summary>
    ManyCells,

    /// <summary>The name in the older Korean encoding, CP949.</summary>
    OtherEncoding,

    /// <summary>A NUL byte in the name.</summary>
    ControlCharacter,

    /// <summary>A category that nobody declared.</summary>
    UnknownCategory,

    /// <summary>Neither a member id nor an e-mail address nor a phone number.</summary>
    NoIdentifier,

    /// <summary>Something else in the place of the e-mail address; the row can be taken.</summary>
    BadEmail,

    /// <summary>Something else in the place of the phone number; the row can be taken.</summary>
    BadPhone,
}
