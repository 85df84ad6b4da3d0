using System.Text.RegularExpressions;
using Dapper;
using IncidentGrains.Contracts;

namespace IncidentGrains.Grains.Ledger;

/// <summary>The filter of a list (a part of AIP-160): terms joined by AND, such as <c>stage = CONFIRMED AND severity >= HIGH</c>.</summary>
internal sealed partial class ListFilter(IReadOnlyList<ListField> fields)
{
    private const string Searched = "title";

    private string Help =>
        $"Write terms joined by AND: {string.Join(", ", fields.SkipLast(1).Select(f => f.Name))} or {fields[^1].Name}, then = != < <= > >= or : (contains, for {Searched}), then a value.";

    /// <summary>The terms as SQL that begins with AND; values are added to the parameters.</summary>
    /// <exception cref="CaseException">A term is not understood.</exception>
    public string ToSql(string filter, DynamicParameters parameters)
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

    private string Condition(string field, string op, string value, string parameter, DynamicParameters parameters)
    {
        try
        {
            return fields.FirstOrDefault(f => f.Name == field)?.Condition(op, value, parameter, parameters)
                ?? throw NotUnderstood(op == ":" ? $"can't search in '{field}'; ':' is for {Searched}" : $"can't compare '{field}' with '{op}'");
        }
        catch (FormatException e)
        {
            throw NotUnderstood(e.Message);
        }
    }

    private string Value(Match term)
    {
        var value = term.Groups["quoted"] is { Success: true, Value: var quoted } ? Escape().Replace(quoted, "${it}") : term.Groups["bare"].Value;
        return HoldsControl(value) ? throw NotUnderstood("holds a control character") : value;
    }

    /// <summary>True for characters that no recorded text holds, and that not every database takes.</summary>
    public static bool HoldsControl(string text) => text.Any(c => char.IsControl(c) && c is not ('\n' or '\t' or '\r'));

    public static string Shorten(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private CaseException NotUnderstood(string what) => CaseException.Invalid(new FieldViolation("filter", $"{what}. {Help}"));

    [GeneratedRegex("\\G\\s*(?<field>[a-z_]+)\\s*(?<op>=|!=|<=|>=|<|>|:)\\s*(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"|(?<bare>[^\\s\"]+))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Term();

    [GeneratedRegex(@"\G\s+AND\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex And();

    [GeneratedRegex(@"\\(?<it>.)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Escape();
}
