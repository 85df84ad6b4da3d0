using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using IncidentGrains.Contracts;

namespace IncidentGrains.Grains.Incidents;

/// <summary>A list request as SQL: a filter, an order, and the place where the page begins; values travel as parameters.</summary>
/// <remarks>Pages continue after the last row shown (not after a count of rows), so rows that change places are not shown twice because others came before them.</remarks>
internal sealed class IncidentQuery
{
    private static readonly Dictionary<string, bool> Sortable = new(StringComparer.Ordinal)
    {
        ["updated_at"] = true, ["opened_at"] = true, ["severity"] = true, ["stage"] = true, ["title"] = false,
    };

    private readonly string _field;
    private readonly string _digest;

    private IncidentQuery(string filter, DynamicParameters parameters, string field, bool descending, int pageSize, string digest)
    {
        (Filter, Parameters, _field, _digest, PageSize) = (filter, parameters, field, digest, pageSize);
        var direction = descending ? "DESC" : "ASC";
        Order = $"i.{field} {direction}, i.case_id {direction}";
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
    public static IncidentQuery Parse(string filter, string orderBy, int pageSize, string pageToken)
    {
        var parameters = new DynamicParameters();
        var sql = IncidentFilter.ToSql(filter, parameters);
        var words = (orderBy.Length == 0 ? "updated_at desc" : orderBy).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 2 || !Sortable.TryGetValue(words[0], out var isNumber) || (words.Length == 2 && words[1] is not ("asc" or "desc")))
        {
            throw CaseException.Invalid(new FieldViolation("order_by", $"'{orderBy}' is not understood; send one of {string.Join(", ", Sortable.Keys)}, and \" desc\" to reverse."));
        }

        if (pageSize is < 0 or > 1000)
        {
            throw CaseException.Invalid(new FieldViolation("page_size", "must be 0 (for 50) to 1,000."));
        }

        var descending = words.Length == 2 && words[1] == "desc";
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{filter}\n{words[0]}\n{descending}")).AsSpan(0, 8));
        var after = "";
        if (pageToken.Length > 0)
        {
            var (key, id) = ReadToken(pageToken, digest, isNumber);
            parameters.Add("afterKey", key);
            parameters.Add("afterId", id);
            after = $" AND (i.{words[0]}, i.case_id) {(descending ? "<" : ">")} (@afterKey, @afterId)";
        }

        return new IncidentQuery(sql, parameters, words[0], descending, pageSize == 0 ? 50 : pageSize, digest) { After = after };
    }

    /// <summary>The token by which the next page continues after this row.</summary>
    public string TokenAfter(IncidentRow row)
    {
        var key = _field switch
        {
            "updated_at" => row.UpdatedAt.ToString(),
            "opened_at" => row.OpenedAt.ToString(),
            "severity" => row.Severity.ToString(),
            "stage" => row.Stage.ToString(),
            _ => row.Title,
        };
        return Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new[] { _digest, key, row.CaseId }));
    }

    private static (object Key, string Id) ReadToken(string token, string digest, bool isNumber)
    {
        try
        {
            var parts = JsonSerializer.Deserialize<string?[]>(Base64Url.DecodeFromChars(token));
            if (parts is [var query, { } key, { } id] && query == digest && !IncidentFilter.HoldsControl(key + id))
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
