using CsCheck;
using IncidentGrains.Host.Regulators.Filings;
using IncidentGrains.V1;

namespace IncidentGrains.Tests.Host;

/// <summary>Two texts word by word: nothing is lost between them, and what did not change is not shown as if it had.</summary>
public sealed class TextComparisonTests
{
    private static readonly string[] Words = ["유출", "노출", "4,536명", "key", "the", "\n", "(KST)"];

    private static readonly Gen<string> Texts = Gen.Int[0, Words.Length - 1].List[0, 12].Select(picks => string.Join(' ', picks.Select(i => Words[i])));

    [Fact]
    public void Words_Changed_StandBesideEachOther() => Assert.Equal(
        [(TextChange.Unspecified, "개인정보가 "), (TextChange.Deleted, "노출"), (TextChange.Inserted, "유출"), (TextChange.Unspecified, " 되었습니다")],
        TextComparison.Of("개인정보가 노출 되었습니다", "개인정보가 유출 되었습니다").Select(s => (s.Change, s.Text)));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "new", 1)]
    [InlineData("old", "", 1)]
    [InlineData("same words", "same words", 1)]
    public void Texts_OfOneKind_AreOneSegment(string before, string after, int segments) => Assert.Equal(segments, TextComparison.Of(before, after).Count(s => s.Text.Length > 0));

    [Fact]
    public void Segments_MakeUpBothTexts() => Gen.Select(Texts, Texts).Sample((before, after) =>
    {
        var segments = TextComparison.Of(before, after);
        return string.Concat(segments.Where(s => s.Change != TextChange.Inserted).Select(s => s.Text)) == before
            && string.Concat(segments.Where(s => s.Change != TextChange.Deleted).Select(s => s.Text)) == after;
    });
}
