using System.Globalization;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>Places in an incident as its texts in the ledger write them: JSON pointers (RFC 6901) from which the document can be grown again.</summary>
/// <remarks>A pointer alone does not tell an array's third item from an object's member "2". Such a name is written <c>~22</c>: RFC 6901
/// lets <c>~</c> be followed by 0 and 1 alone, so nothing else is written like that.</remarks>
internal static class VerisPath
{
    private const string Numeral = "~2";

    /// <summary>The place of an object's member.</summary>
    public static string Member(string parent, string name) => IsItem(name) ? $"{parent}/{Numeral}{name}" : JsonPointer.Below(parent, name);

    /// <summary>The place of an array's item.</summary>
    public static string Item(string parent, int index) => parent + "/" + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>True if a part of a path stands for an array's item.</summary>
    public static bool IsItem(string part) => part.Length > 0 && part.All(char.IsAsciiDigit);

    /// <summary>The name of the member for which a part of a path stands.</summary>
    public static string NameOf(string part) => (part.StartsWith(Numeral, StringComparison.Ordinal) ? part[Numeral.Length..] : part)
        .Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
