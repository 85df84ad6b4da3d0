using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using IncidentGrains.Contracts;
using IncidentGrains.Grains.Incidents;

namespace IncidentGrains.Tests.Incidents;

/// <summary>Order, page size and page token of a list.</summary>
public sealed class IncidentQueryTests
{
    private static readonly IncidentRow Row = new("inc-7", "Shop", "", 3, 4, "", false, 9, 1_000, 2_000);

    [Theory]
    [InlineData("", "i.updated_at DESC, i.case_id DESC")]
    [InlineData("updated_at", "i.updated_at ASC, i.case_id ASC")]
    [InlineData("opened_at desc", "i.opened_at DESC, i.case_id DESC")]
    [InlineData(" severity  desc ", "i.severity DESC, i.case_id DESC")]
    [InlineData("stage asc", "i.stage ASC, i.case_id ASC")]
    [InlineData("title", "i.title ASC, i.case_id ASC")]
    public void Order_Valid_IsSql(string orderBy, string sql) => Assert.Equal(sql, IncidentQuery.Parse("", orderBy, 0, "").Order);

    [Theory]
    [InlineData(" ")]
    [InlineData("reference")]
    [InlineData("title descending")]
    [InlineData("title desc, stage")]
    [InlineData("title; DROP TABLE case_index")]
    public void Order_Invalid_IsRefused(string orderBy) => Refused("order_by", "", orderBy, 0, "");

    [Theory]
    [InlineData(0, 50)]
    [InlineData(1, 1)]
    [InlineData(1000, 1000)]
    public void PageSize_Valid_IsKept(int asked, int size)
    {
        var query = IncidentQuery.Parse("", "", asked, "");
        Assert.Equal((size, size + 1), (query.PageSize, query.Limit));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public void PageSize_OutOfRange_IsRefused(int asked) => Refused("page_size", "", "", asked, "");

    [Theory]
    [InlineData("", 2_000L, "<")]
    [InlineData("opened_at", 1_000L, ">")]
    [InlineData("severity desc", 4L, "<")]
    [InlineData("stage", 3L, ">")]
    [InlineData("title", "Shop", ">")]
    public void Token_OfARow_ContinuesAfterIt(string orderBy, object key, string comparison)
    {
        var token = IncidentQuery.Parse("stage = CONFIRMED", orderBy, 10, "").TokenAfter(Row);
        var next = IncidentQuery.Parse("stage = CONFIRMED", orderBy, 20, token);
        Assert.Equal($" AND (i.{(orderBy.Length == 0 ? "updated_at" : orderBy.Split(' ')[0])}, i.case_id) {comparison} (@afterKey, @afterId)", next.After);
        Assert.Equal(key, next.Parameters.Get<object>("afterKey"));
        Assert.Equal("inc-7", next.Parameters.Get<string>("afterId"));
    }

    [Fact]
    public void Token_OfAnotherFilterOrOrder_IsRefused()
    {
        var token = IncidentQuery.Parse("stage = OPEN", "title", 10, "").TokenAfter(Row);
        Refused("page_token", "stage = CLOSED", "title", 10, token);
        Refused("page_token", "stage = OPEN", "title desc", 10, token);
        Refused("page_token", "stage = OPEN", "stage", 10, token);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%%%")]
    [InlineData("e30")]
    [InlineData("WyJhIl0")]
    [InlineData("bnVsbA")]
    public void Token_Foreign_IsRefused(string token) => Refused("page_token", "", "", 10, token);

    [Theory]
    [InlineData("not a number")]
    [InlineData("99999999999999999999")]
    [InlineData(null)]
    public void Token_ForgedWithABadKey_IsRefused(string? key)
    {
        var parts = JsonSerializer.Deserialize<string?[]>(Base64Url.DecodeFromChars(IncidentQuery.Parse("", "", 10, "").TokenAfter(Row)))!;
        Refused("page_token", "", "", 10, Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new[] { parts[0], key, parts[2] }))));
        Refused("page_token", "", "", 10, Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new[] { parts[0], "1", null }))));
    }

    [Theory]
    [InlineData("a\0b", "inc-7")]
    [InlineData("Shop", "inc-\0")]
    public void Token_ForgedWithAControlCharacter_IsRefused(string key, string id)
    {
        var digest = JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(IncidentQuery.Parse("", "title", 10, "").TokenAfter(Row)))![0];
        Refused("page_token", "", "title", 10, Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new[] { digest, key, id })));
    }

    [Fact]
    public void Token_OfATitleInTwoLines_Continues()
    {
        var token = IncidentQuery.Parse("", "title", 10, "").TokenAfter(Row with { Title = "Shop\nand\tmore" });
        Assert.Equal("Shop\nand\tmore", IncidentQuery.Parse("", "title", 10, token).Parameters.Get<string>("afterKey"));
    }

    private static void Refused(string field, string filter, string orderBy, int pageSize, string token) =>
        Assert.Equal(field, Assert.Single(Assert.Throws<CaseException>(() => IncidentQuery.Parse(filter, orderBy, pageSize, token)).Violations).Field);
}
