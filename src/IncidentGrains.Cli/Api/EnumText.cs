using System.Reflection;
using Google.Protobuf.Reflection;

namespace IncidentGrains.Cli.Api;

/// <summary>Enum values as people type and read them: <c>FACT_KIND_DATA_CATEGORIES</c> is <c>data-categories</c>.</summary>
internal static class EnumText
{
    /// <summary>The values that a request may carry: all but the zero, which means "not set".</summary>
    public static IEnumerable<string> Allowed(EnumDescriptor type) => type.Values.Where(v => v.Number != 0).Select(Short);

    /// <summary>The short name of a value.</summary>
    public static string Short(EnumValueDescriptor value) => Strip(value.Name, value.EnumDescriptor.Name);

    /// <summary>The short name of a number; a number that this program does not know yet is shown as it is.</summary>
    public static string Short(EnumDescriptor type, int number) =>
        type.FindValueByNumber(number) is not { } value ? $"{number}" : value.Number == 0 ? "" : Short(value);

    /// <summary>The short name of a value of a generated enum; empty for the zero.</summary>
    public static string Short<T>(T value)
        where T : struct, Enum =>
        typeof(T).GetField(value.ToString())?.GetCustomAttribute<OriginalNameAttribute>() is not { } original ? $"{value:D}"
            : Convert.ToInt32(value, null) == 0 ? "" : Strip(original.Name, typeof(T).Name);

    /// <summary>Reads a short or full name, in any case.</summary>
    /// <exception cref="FormatException">No such value; the message lists those there are.</exception>
    public static EnumValueDescriptor Parse(EnumDescriptor type, string text)
    {
        var name = text.Replace('-', '_');
        return type.Values.FirstOrDefault(v => v.Number != 0
                && (v.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || v.Name.Equals(Prefix(type.Name) + name, StringComparison.OrdinalIgnoreCase)))
            ?? throw new FormatException($"'{text}' is not one of {string.Join(", ", Allowed(type))}");
    }

    private static string Strip(string name, string type)
    {
        var prefix = Prefix(type);
        return (name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name).Replace('_', '-').ToLowerInvariant();
    }

    private static string Prefix(string type) =>
        string.Concat(type.Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString())) + "_";
}
