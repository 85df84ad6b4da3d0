using IncidentGrains.Characters;
using IncidentGrains.Host.Documents.Pdf;

namespace IncidentGrains.Tests.Documents;

/// <summary>Lines end where a reader would end them.</summary>
public sealed class LineBreakerTests
{
    // Ten Hangul of the body's size: each is 0.92 of it wide.
    private const double TenSyllables = 92.5;

    [Theory]
    [InlineData("", "")]
    [InlineData("가나다", "가나다")]
    [InlineData("개인정보 유출통지 신고", "개인정보 유출통지|신고")]
    [InlineData("가나다라마바사아자차카타", "가나다라마바사아자차|카타")]
    [InlineData("one\ntwo\r\n\nthree", "one|two||three")]
    [InlineData("a\tb", "a b")]
    [InlineData("漢字漢字漢字漢字漢。字", "漢字漢字漢字漢字|漢。字")]
    [InlineData("漢字漢字漢字漢字「漢」", "漢字漢字漢字漢字|「漢」")]
    [InlineData("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글")]
    public void Text_IsBrokenWhereItMayBe(string text, string lines) => Assert.Equal(lines, string.Join('|', Break(text, TenSyllables)));

    [Fact]
    public void Width_OfNoCharacter_StillHoldsOneALine() => Assert.Equal(["가", "나"], Break("가나", 0.1));

    [Theory]
    [InlineData("e\u0301")]
    [InlineData("漢\u0301")]
    public void Accent_StaysWithItsLetter(string letter) =>
        Assert.All([24.0, 27, 30, 33], width => Assert.DoesNotContain(Break(string.Concat(Enumerable.Repeat(letter, 200)), width), l => l.StartsWith('\u0301')));

    [Theory]
    [InlineData("한글 abc", "한글 abc")]
    [InlineData("\u1112\u1161\u11ab", "한")]
    [InlineData("\u1112\u1161", "하")]
    [InlineData("하\u11ab", "한")]
    [InlineData("\u1175\u11a7\u1112", "\u1175\u11a7\u1112")]
    public void Hangul_InPieces_IsPutTogether(string text, string composed) => Assert.Equal(composed, CanonicalForm.Of(text));

    private static IReadOnlyList<string> Break(string text, double width)
    {
        lock (EmbeddedFonts.Exclusive)
        {
            using var glyphs = new Glyphs();
            return new LineBreaker(glyphs).Break(text, TextStyle.Body, width);
        }
    }
}
