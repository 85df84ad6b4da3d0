using System.Buffers.Text;
using System.Text;
using IncidentGrains.Contracts;
using IncidentGrains.Host.Ledger;

namespace IncidentGrains.Tests.Host;

/// <summary>Tokens and sizes of pages.</summary>
public sealed class PageTokensTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public void Token_ThroughText_IsItsNumber(long after) => Assert.Equal(after, PageTokens.After(PageTokens.Next(after), -1));

    [Fact]
    public void Token_Absent_IsTheDefault() => Assert.Equal(42, PageTokens.After("", 42));

    [Theory]
    [InlineData("7")]
    [InlineData("p")]
    [InlineData("p-7")]
    [InlineData("p 7")]
    [InlineData("p+7")]
    [InlineData("q7")]
    [InlineData("p7x")]
    [InlineData("p9223372036854775808")]
    [InlineData("p٧")]
    public void Token_Foreign_IsRefused(string plain) => Refused("page_token", () => PageTokens.After(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(plain)), 0));

    [Theory]
    [InlineData("!")]
    [InlineData("cDc!")]
    [InlineData("\u00e9")]
    public void Token_ThatIsNoBase64_IsRefused(string token) => Refused("page_token", () => PageTokens.After(token, 0));

    [Theory]
    [InlineData(0, 50)]
    [InlineData(1, 1)]
    [InlineData(1000, 1000)]
    public void Size_WithinLimits_IsKept(int asked, int size) => Assert.Equal(size, PageTokens.Size(asked, 50));

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    [InlineData(int.MinValue)]
    public void Size_OutsideLimits_IsRefused(int asked) => Refused("page_size", () => PageTokens.Size(asked, 50));

    [Theory]
    [InlineData("", 10, 0)]
    [InlineData("30", 10, 10)]
    [InlineData("5", 10, 5)]
    [InlineData("9223372036854775807", 10, 10)]
    public void Offset_BeyondTheEnd_IsTheEnd(string after, int count, int from) =>
        Assert.Equal((from, 50), PageTokens.Offset(after.Length == 0 ? "" : PageTokens.Next(long.Parse(after)), 0, count));

    private static void Refused(string field, Func<object> read) =>
        Assert.Equal(field, Assert.Single(Assert.Throws<CaseException>(read).Violations).Field);
}
