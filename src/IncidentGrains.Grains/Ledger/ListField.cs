using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Ledger;

/// <summary>A field by which a list is filtered and perhaps sorted; its name is the column's.</summary>
/// <param name="Name">As callers write it.</param>
/// <param name="Condition">Operator, value, name of a parameter to add → SQL; null if the operator does not apply.</param>
/// <param name="IsNumber">True if the column holds a number: so page tokens read it.</param>
/// <param name="Sortable">True if a list may be ordered by it.</param>
internal sealed partial record ListField(string Name, ListCondition Condition, bool IsNumber, bool Sortable)
{
    /// <summary>A name of an enum; names stand in the order of its numbers.</summary>
    public static ListField Named<T>(string name, bool sortable = true)
        where T : struct, Enum => new(
        name, (op, value, parameter, parameters) => Compared(name, op, () => Convert.ToInt32(Known<T>(name, value), CultureInfo.InvariantCulture), parameter, parameters), IsNumber: true, sortable);

    /// <summary>An instant with an offset.</summary>
    public static ListField Instant(string name, bool sortable = true) => new(
        name, (op, value, parameter, parameters) => Compared(name, op, () => Micros(name, value), parameter, parameters), IsNumber: true, sortable);

    /// <summary>A text that is equal or not.</summary>
    public static ListField Text(string name) => new(name, (op, value, parameter, parameters) => Equal(name, op, value, parameter, parameters), IsNumber: false, Sortable: false);

    /// <summary>A text that is equal or not, and in which one can search; <c>name_fold</c> holds it in lower case.</summary>
    public static ListField Searched(string name) => new(
        name, (op, value, parameter, parameters) => op == ":" ? Contains(name, value, parameter, parameters) : Equal(name, op, value, parameter, parameters), IsNumber: false, Sortable: true);

    /// <summary>True or false, as the SQL tells.</summary>
    public static ListField Flag(string name, string sql) => new(
        name, (op, value, _, _) => op is not ("=" or "!=") ? null : (op == "=") == True(name, value) ? $"({sql})" : $"NOT ({sql})", IsNumber: true, Sortable: false);

    private static string? Compared(string name, string op, Func<object> value, string parameter, DynamicParameters parameters)
    {
        if (op == ":")
        {
            return null;
        }

        parameters.Add(parameter, value());
        return $"i.{name} {(op == "!=" ? "<>" : op)} @{parameter}";
    }

    private static string? Equal(string name, string op, string value, string parameter, DynamicParameters parameters) =>
        op is "=" or "!=" ? Compared(name, op, () => value, parameter, parameters) : null;

    // Folded as the stored title was: see CaseIndexRow.
    private static string Contains(string name, string value, string parameter, DynamicParameters parameters)
    {
        parameters.Add(parameter, "%" + value.ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%");
        return $"i.{name}_fold LIKE @{parameter} ESCAPE '\\'";
    }

    private static T Known<T>(string name, string value)
        where T : struct, Enum =>
        // Enum.TryParse alone would also take numbers, and lists of names as their sum.
        value.All(c => char.IsAsciiLetter(c) || c == '_') && Enum.TryParse<T>(value.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var known)
            ? known
            : throw new FormatException($"knows no {name} '{ListFilter.Shorten(value)}'");

    private static long Micros(string name, string value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) && Offset().IsMatch(value)
            ? Instants.ToMicros(instant)
            : throw new FormatException($"needs an instant with an offset for '{name}', such as \"2026-01-31T09:00:00+09:00\"");

    private static bool True(string name, string value) =>
        bool.TryParse(value, out var flag) ? flag : throw new FormatException($"needs true or false for '{name}'");

    [GeneratedRegex(@"(?:Z|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Offset();
}

/// <summary>A term of a filter as SQL, or null if its operator does not apply.</summary>
/// <exception cref="FormatException">The value can't be read; the message says why.</exception>
internal delegate string? ListCondition(string op, string value, string parameter, DynamicParameters parameters);
