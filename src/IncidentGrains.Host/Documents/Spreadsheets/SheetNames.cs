namespace IncidentGrains.Host.Documents.Spreadsheets;

/// <summary>Names of sheets as Excel takes them: at most 31 characters, none of <c>[]:*?/\</c>, no two alike.</summary>
internal sealed class SheetNames
{
    private const int MaxLength = 31;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name for a sheet that should be called so.</summary>
    public string Of(string wanted)
    {
        var plain = string.Concat(wanted.Select(c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' || char.IsControl(c) ? ' ' : c)).Trim(' ', '\'');
        var name = plain.Length == 0 ? "Sheet" : Cut(plain, MaxLength);
        for (var n = 2; !_taken.Add(name); n++)
        {
            var number = $" {n}";
            name = Cut(plain.Length == 0 ? "Sheet" : plain, MaxLength - number.Length) + number;
        }

        return name;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
