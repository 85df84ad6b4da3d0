namespace IncidentGrains.Registry.Rows;

/// <summary>What a column of a file of people can mean.</summary>
public enum RowField
{
    /// <summary>The company's own number of the person.</summary>
    MemberId = 0,

    /// <summary>The person's name, in one piece.</summary>
    Name = 1,

    /// <summary>E-mail address.</summary>
    Email = 2,

    /// <summary>Telephone number, in any usual spelling.</summary>
    Phone = 3,

    /// <summary>Postal address, in one piece.</summary>
    Address = 4,

    /// <summary>Country by ISO 3166-1 alpha-2, such as KR.</summary>
    Country = 5,

    /// <summary>Part of the country by ISO 3166-2, such as US-CA or CA.</summary>
    Subdivision = 6,

    /// <summary>Language and perhaps country by BCP 47, such as ko-KR.</summary>
    Locale = 7,

    /// <summary>The categories of data of this person that are at stake, separated by <c>|</c>.</summary>
    Categories = 8,
}
