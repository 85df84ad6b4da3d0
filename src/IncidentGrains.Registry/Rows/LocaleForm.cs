namespace IncidentGrains.Registry.Rows;

/// <summary>The language in which a person is addressed: BCP 47 of the shape <c>ll</c> or <c>ll-CC</c>, in its usual case.</summary>
public static class LocaleForm
{
    private const int Letters = 26 * 26;

    /// <summary>The locale of a cell; empty if the cell has not that shape.</summary>
    public static string Of(ReadOnlySpan<byte> cell) => Name(Code(cell));

    /// <summary>A number for a locale; 0 for none.</summary>
    internal static int Code(ReadOnlySpan<byte> cell)
    {
        var text = cell.Length is 2 or 5 ? cell : Utf8Text.Trim(cell);
        if (text.Length is not (2 or 5))
        {
            return 0;
        }

        var language = CountryForm.Number(text[..2]);
        var country = text.Length == 2 ? Letters : text[2] == '-' ? CountryForm.Number(text[3..]) : -1;
        return language >= 0 && country >= 0 ? 1 + language + (country * Letters) : 0;
    }

    /// <summary>The locale of such a number.</summary>
    internal static string Name(int code)
    {
        if (code == 0)
        {
            return "";
        }

        var language = CountryForm.Text((code - 1) % Letters).ToLowerInvariant();
        var country = (code - 1) / Letters;
        return country == Letters ? language : language + "-" + CountryForm.Text(country);
    }
}
