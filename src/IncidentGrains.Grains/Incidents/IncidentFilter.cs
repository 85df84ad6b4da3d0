using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Incidents;

/// <summary>The filter of a list (a part of AIP-160): terms joined by AND, such as <c>stage = CONFIRMED AND severity >= HIGH</c>.</summary>
internal static partial class IncidentFilter
{
    private const string Help =
        "Write terms joined by AND: stage, severity, title, reference, opened_at, updated_at or commander, then = != < <= > >= or : (contains, for title), then a value.";

    /// <summary>The terms as SQL that begins with AND; values are added to the parameters.</summary>
    /// <exception cref="CaseException">A term is not understood.</exception>
    public static string ToSql(string filter, DynamicParameters parameters)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return "";
        }

        if (filter.Length > 2000)
        {
            throw NotUnderstood("is longer than 2,000 characters");
        }

        filter = filter.TrimEnd();

        var sql = "";
        var at = 0;
        var number = 0;
        while (true)
        {
            var term = Term().Match(filter, at);
            if (!term.Success)
            {
                throw NotUnderstood($"is not understood at '{Shorten(filter[at..])}'");
            }

            var name = "f" + number++;
            sql += " AND " + Condition(term.Groups["field"].Value, term.Groups["op"].Value, Value(term), name, parameters);
            at = term.Index + term.Length;
            if (at == filter.Length)
            {
                return sql;
            }

            var and = And().Match(filter, at);
            at = and.Success ? at + and.Length : throw NotUnderstood($"needs AND before '{Shorten(filter[at..])}'");
        }
    }

    private static string Condition(string field, string op, string value, string name, DynamicParameters parameters)
    {
        if (op == ":")
        {
            // Folded as the stored title was: see CaseIndexRow.
            parameters.Add(name, "%" + value.ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%");
            return field == "title" ? $"i.title_fold LIKE @{name} ESCAPE '\\'" : throw NotUnderstood($"can't search in '{field}'; ':' is for title");
        }

        switch (field)
        {
            case "stage":
                parameters.Add(name, (int)Named<Stage>(value));
                break;
            case "severity":
                parameters.Add(name, (int)Named<Severity>(value));
                break;
            case "opened_at" or "updated_at":
                parameters.Add(name, DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) && Offset().IsMatch(value)
                    ? Instants.ToMicros(instant) : throw NotUnderstood($"needs an instant with an offset for '{field}', such as \"2026-01-31T09:00:00+09:00\""));
                break;
            case "title" or "reference" or "commander" when op is "=" or "!=":
                parameters.Add(name, value);
                break;
            default:
                throw NotUnderstood($"can't compare '{field}' with '{op}'");
        }

        return $"i.{field} {(op == "!=" ? "<>" : op)} @{name}";
    }

    private static T Named<T>(string value)
        where T : struct, Enum =>
        // Enum.TryParse alone would also take numbers, and lists of names as their sum.
        value.All(c => char.IsAsciiLetter(c) || c == '_') && Enum.TryParse<T>(value.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var known)
            ? known
            : throw NotUnderstood($"knows no {typeof(T).Name.ToLowerInvariant()} '{Shorten(value)}'");

    private static string Value(Match term)
    {
        var value = term.Groups["quoted"] is { Success: true, Value: var quoted } ? Escape().Replace(quoted, "${it}") : term.Groups["bare"].Value;
        return HoldsControl(value) ? throw NotUnderstood("holds a control character") : value;
    }

    /// <summary>True for characters that no recorded text holds, and that not every database takes.</summary>
    public static bool HoldsControl(string text) => text.Any(c => char.IsControl(c) && c is not ('\n' or '\t' or '\r'));

    private static string Shorten(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private static CaseException NotUnderstood(string what) => CaseException.Invalid(new FieldViolation("filter", $"{what}. {Help}"));

    [GeneratedRegex("\\G\\s*(?<field>[a-z_]+)\\s*(?<op>=|!=|<=|>=|<|>|:)\\s*(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"|(?<bare>[^\\s\"]+))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Term();

    [GeneratedRegex(@"\G\s+AND\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex And();

    [GeneratedRegex(@"\\(?<it>.)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Escape();

    [GeneratedRegex(@"(?:Z|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Offset();
}
