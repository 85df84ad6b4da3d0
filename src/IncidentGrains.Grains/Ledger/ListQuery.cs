using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using IncidentGrains.Contracts;

namespace IncidentGrains.Grains.Ledger;

/// <summary>A list request as SQL: a filter, an order, and the place where the page begins; values travel as parameters.</summary>
/// <remarks>Pages continue after the last row shown (not after a count of rows), so rows that change places are not shown twice because others came before them.</remarks>
internal sealed class ListQuery
{
    private readonly string _field;
    private readonly string _digest;

    private ListQuery(string filter, DynamicParameters parameters, string field, string key, bool descending, int pageSize, string digest)
    {
        (Filter, Parameters, _field, _digest, PageSize) = (filter, parameters, field, digest, pageSize);
        var direction = descending ? "DESC" : "ASC";
        Order = $"i.{field} {direction}, i.{key} {direction}";
    }

    public string Filter { get; }

    public string Order { get; }

    public string After { get; private init; } = "";

    public DynamicParameters Parameters { get; }

    public int PageSize { get; }

    /// <summary>One row more than the page tells whether there is another.</summary>
    public int Limit => PageSize + 1;

    /// <summary>Reads the fields of a list request.</summary>
    /// <exception cref="CaseException">A field can't be read; the message says what is understood.</exception>
    public static ListQuery Parse(ListShape shape, string filter, string orderBy, int pageSize, string pageToken)
    {
        var parameters = new DynamicParameters();
        var sql = new ListFilter(shape.Fields).ToSql(filter, parameters);
        var words = (orderBy.Length == 0 ? shape.DefaultOrder : orderBy).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var field = shape.Fields.FirstOrDefault(f => f.Sortable && f.Name == words.FirstOrDefault());
        if (words.Length is 0 or > 2 || field is null || (words.Length == 2 && words[1] is not ("asc" or "desc")))
        {
            throw CaseException.Invalid(new FieldViolation("order_by", $"'{orderBy}' is not understood; send one of {string.Join(", ", shape.Fields.Where(f => f.Sortable).Select(f => f.Name))}, and \" desc\" to reverse."));
        }

        if (pageSize is < 0 or > 1000)
        {
            throw CaseException.Invalid(new FieldViolation("page_size", "must be 0 (for 50) to 1,000."));
        }

        var descending = words.Length == 2 && words[1] == "desc";
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{shape.Scope}{filter}\n{field.Name}\n{descending}")).AsSpan(0, 8));
        var after = "";
        if (pageToken.Length > 0)
        {
            var (key, id) = ReadToken(pageToken, digest, field.IsNumber);
            parameters.Add("afterKey", key);
            parameters.Add("afterId", id);
            after = $" AND (i.{field.Name}, i.{shape.Key}) {(descending ? "<" : ">")} (@afterKey, @afterId)";
        }

        return new ListQuery(sql, parameters, field.Name, shape.Key, descending, pageSize == 0 ? 50 : pageSize, digest) { After = after };
    }

    /// <summary>The token by which the next page continues after this row.</summary>
    public string TokenAfter(IListRow row) => Base64Url.EncodeToString(
        JsonSerializer.SerializeToUtf8Bytes(new[] { _digest, Convert.ToString(row.Sorted(_field), CultureInfo.InvariantCulture), row.Key }));

    private static (object Key, string Id) ReadToken(string token, string digest, bool isNumber)
    {
        try
        {
            var parts = JsonSerializer.Deserialize<string?[]>(Base64Url.DecodeFromChars(token));
            if (parts is [var query, { } key, { } id] && query == digest && !ListFilter.HoldsControl(key + id))
            {
                return (isNumber ? long.Parse(key, NumberStyles.AllowLeadingSign) : key, id);
            }
        }
        catch (Exception e) when (e is FormatException or OverflowException or JsonException)
        {
            // Falls through to the same refusal: what is wrong with a token does not matter to who sent it.
        }

        throw CaseException.Invalid(new FieldViolation("page_token", "is not a token of this filter and order; start again without it."));
    }
}

/// <summary>What kind of list it is.</summary>
/// <param name="Fields">By what it is filtered and sorted.</param>
/// <param name="Key">The column that tells rows apart that are alike in the order.</param>
/// <param name="DefaultOrder">The order where none is asked for.</param>
/// <param name="Scope">Told apart by page tokens: a page of one list is not continued in another.</param>
internal sealed record ListShape(IReadOnlyList<ListField> Fields, string Key, string DefaultOrder, string Scope = "");

/// <summary>A row of a list, so that a page can continue after it.</summary>
internal interface IListRow
{
    /// <summary>The value of its key column.</summary>
    string Key { get; }

    /// <summary>Its value in a column by which it can be sorted: a text or a long.</summary>
    object Sorted(string field);
}

/// <summary>A page of rows and perhaps one more, and how many there are in all.</summary>
internal sealed record ListPage<TRow>(IReadOnlyList<TRow> Rows, long Total);
