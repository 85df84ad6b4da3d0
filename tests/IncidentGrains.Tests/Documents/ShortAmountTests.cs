using System.Globalization;
using IncidentGrains.Host.Documents;

namespace IncidentGrains.Tests.Documents;

/// <summary>An amount is written as people say it.</summary>
public sealed class ShortAmountTests
{
    [Theory]
    [InlineData("1238703000000", "KRW", "₩1.24tn", "1조 2,387억 원")]
    [InlineData("997116000000", "KRW", "₩997bn", "9,971억 원")]
    [InlineData("101100000000000", "KRW", "₩101tn", "101조 1,000억 원")]
    [InlineData("1685000000", "KRW", "₩1.69bn", "16억 8,500만 원")]
    [InlineData("30000000", "KRW", "₩30m", "3,000만 원")]
    [InlineData("999999999999", "KRW", "₩1tn", "1조 원")]
    [InlineData("995000000", "KRW", "₩995m", "9억 9,500만 원")]
    [InlineData("20000000", "EUR", "€20m", "2,000만 유로")]
    [InlineData("17500000", "GBP", "£17.5m", "1,750만 파운드")]
    [InlineData("250000", "USD", "$250,000", "25만 달러")]
    [InlineData("12345.678", "USD", "$12,345.68", "1만 2,346 달러")]
    [InlineData("0", "KRW", "₩0", "0 원")]
    [InlineData("0.5", "XRC", "XRC 0.5", "0.5 XRC")]
    [InlineData("12345000000000000", "JPY", "¥12,345tn", "12,345조 엔")]
    public void Amount_IsShort(string amount, string currency, string english, string korean)
    {
        var exact = decimal.Parse(amount, CultureInfo.InvariantCulture);
        Assert.Equal((english, korean), (ShortAmount.Of(exact, currency, DocumentLanguage.English), ShortAmount.Of(exact, currency, DocumentLanguage.Korean)));
    }
}
