using System.Text;
using IncidentGrains.Characters;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Tests.Registry.Rows;

public sealed class FormsTests
{
    [Theory]
    [InlineData(" Kim@Example.COM ", "kim@example.com")]
    [InlineData("a.b+c@x-y.example", "a.b+c@x-y.example")]
    [InlineData("o'brien@shop.example", "o'brien@shop.example")]
    [InlineData("김@도메인.example", "김@도메인.example")]
    [InlineData("\u00A0kim@example.com\u3000", "kim@example.com")]
    [InlineData("JOSE\u0301@EXAMPLE.COM", "jos\u00E9@example.com")]
    [InlineData("\u1100\u1161@\u1102\u1161.example", "가@나.example")]
    public void Email_Address_IsItsForm(string written, string form) => Assert.Equal(form, Form(EmailForm.Write, written));

    [Theory]
    [InlineData("")]
    [InlineData("kim")]
    [InlineData("@example.com")]
    [InlineData("kim@")]
    [InlineData("kim@example")]
    [InlineData("kim@@example.com")]
    [InlineData("kim@a@b.com")]
    [InlineData("ki m@example.com")]
    [InlineData("kim@exam ple.com")]
    [InlineData("kim@.com")]
    [InlineData("kim@example.")]
    [InlineData("kim@a..b")]
    [InlineData("kim@-a.com")]
    [InlineData("kim@a-.com")]
    [InlineData("kim@a_b.com")]
    [InlineData("\"kim\"@example.com")]
    [InlineData("kim@[10.0.0.1]")]
    [InlineData("<kim@example.com>")]
    [InlineData("kim@example.com;lee@example.com")]
    [InlineData("kim\u3000lee@example.com")]
    [InlineData("kim\\x@example.com")]
    public void Email_NoAddress_IsEmpty(string written) => Assert.Equal("", Form(EmailForm.Write, written));

    [Fact]
    public void Email_Lengths_EndWhereRfc5321Says()
    {
        Assert.NotEqual("", Form(EmailForm.Write, new string('a', 64) + "@b.example"));
        Assert.Equal("", Form(EmailForm.Write, new string('a', 65) + "@b.example"));
        Assert.NotEqual("", Form(EmailForm.Write, "a@" + new string('b', 63) + ".example"));
        Assert.Equal("", Form(EmailForm.Write, "a@" + new string('b', 64) + ".example"));
        var labels = string.Concat(Enumerable.Repeat("abcdefghi.", 25));
        Assert.NotEqual("", Form(EmailForm.Write, "a@" + labels + "xyz"));
        Assert.Equal("", Form(EmailForm.Write, "a@" + labels + "wxyz"));
    }

    [Fact]
    public void Email_LookAlikes_StayDifferent() =>
        Assert.NotEqual(Form(EmailForm.Write, "anna@shop.example"), Form(EmailForm.Write, "\u0430nna@shop.example"));

    [Fact]
    public void Email_RandomText_FormOfAFormIsTheForm()
    {
        var random = new Random(20251118);
        var usable = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder("x");
            for (var n = random.Next(12); n >= 0; n--)
            {
                var c = (char)random.Next(random.Next(3) == 0 ? 0x3000 : 0x250);
                text.Append(random.Next(4) == 0 ? "@."[random.Next(2)] : char.IsSurrogate(c) ? 'y' : c);
            }

            var form = Form(EmailForm.Write, text + "@Shop.Example");
            usable += form.Length > 0 ? 1 : 0;
            Assert.True(form.Length == 0 || form == Form(EmailForm.Write, form), $"seed 20251118: {form}");
        }

        Assert.True(usable > 1_000, $"only {usable} were usable");
    }

    [Theory]
    [InlineData(" M-001 ", "M-001")]
    [InlineData("\u3000Kim\t", "Kim")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("", "")]
    [InlineData(" \u00A0", "")]
    public void MemberId_IsTrimmedAndComposed_CaseKept(string written, string form) => Assert.Equal(form, Form(MemberIdForm.Write, written));

    [Fact]
    public void MemberId_Length_EndsAt256Bytes()
    {
        Assert.Equal(256, Form(MemberIdForm.Write, new string('x', 256)).Length);
        Assert.Equal("", Form(MemberIdForm.Write, new string('x', 257)));
        Assert.Equal(85, Form(MemberIdForm.Write, new string('김', 85)).Length);
        Assert.Equal("", Form(MemberIdForm.Write, new string('김', 86)));
    }

    [Theory]
    [InlineData("KR", "", "KR")]
    [InlineData(" kr ", "", "KR")]
    [InlineData("KR", "11", "KR")]
    [InlineData("US", "CA", "US-CA")]
    [InlineData("us", " us-ny ", "US-NY")]
    [InlineData("US", "XX", "US")]
    [InlineData("US", "CA-QC", "US")]
    [InlineData("CA", "QC", "CA-QC")]
    [InlineData("CA", "CA-ON", "CA-ON")]
    [InlineData("", "US-CA", "ZZ")]
    [InlineData("XX", "", "ZZ")]
    [InlineData("KOR", "", "ZZ")]
    [InlineData("K1", "", "ZZ")]
    public void Jurisdiction_IsCountryOrState(string country, string subdivision, string jurisdiction) =>
        Assert.Equal(jurisdiction, CountryForm.Jurisdiction(Encoding.UTF8.GetBytes(country), Encoding.UTF8.GetBytes(subdivision)));

    [Theory]
    [InlineData("ko", "ko")]
    [InlineData(" KO-kr ", "ko-KR")]
    [InlineData("en-US", "en-US")]
    [InlineData("ko_KR", "")]
    [InlineData("kor", "")]
    [InlineData("k1-KR", "")]
    [InlineData("zh-Hant-TW", "")]
    [InlineData("", "")]
    public void Locale_OfTheShortShape_IsInItsUsualCase(string written, string locale) => Assert.Equal(locale, LocaleForm.Of(Encoding.UTF8.GetBytes(written)));

    [Theory]
    [InlineData("\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글")]
    [InlineData("한\u11AB", "한\u11AB")]
    [InlineData("하\u11AB", "한")]
    [InlineData("a\u0323\u0302", "\u1EAD")]
    [InlineData("a\u0302\u0323", "\u1EAD")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u212A", "K")]
    [InlineData("か\u3099", "が")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("a\u0315\u0300\u05AE\u0062", "\u00E0\u05AE\u0315b")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    public void CanonicalForm_IsUnicodesFormC(string text, string composed) => Assert.Equal(composed, CanonicalForm.Of(text));

    private static string Form(Writer write, string written)
    {
        var form = new byte[EmailForm.MaxBytes];
        return Encoding.UTF8.GetString(form, 0, write(Encoding.UTF8.GetBytes(written), form));
    }

    private delegate int Writer(ReadOnlySpan<byte> cell, Span<byte> into);
}
