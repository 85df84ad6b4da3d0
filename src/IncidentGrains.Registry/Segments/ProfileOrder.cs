using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Segments;

/// <summary>The order in which profiles are stored, so that equal people give equal bytes.</summary>
internal sealed class ProfileOrder : IComparer<RowProfile>
{
    public static ProfileOrder Instance { get; } = new();

    public int Compare(RowProfile x, RowProfile y) =>
        string.CompareOrdinal(x.Jurisdiction, y.Jurisdiction) is not 0 and var jurisdiction ? jurisdiction
        : string.CompareOrdinal(x.Locale, y.Locale) is not 0 and var locale ? locale
        : x.Contact != y.Contact ? x.Contact.CompareTo(y.Contact)
        : x.Categories.CompareTo(y.Categories);
}
