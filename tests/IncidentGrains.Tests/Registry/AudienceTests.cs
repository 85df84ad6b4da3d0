using CsCheck;
using IncidentGrains.Registry.Audiences;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Tests.Registry;

/// <summary>Set expressions and counts over overlapping segments equal what plain sets say.</summary>
public sealed class AudienceTests
{
    private static readonly string[] Parts = ["cohort(", "a", ")", "(", "&", "|", "-", " ", "all", "category(name)", "é"];
    private static readonly AudienceNames Names = new(["a", "b", "c"], RegistrySample.Categories);

    [Theory]
    [InlineData("", "abc")]
    [InlineData("all", "abc")]
    [InlineData("cohort(b) - cohort(a)", "b-a")]
    [InlineData("cohort(b) - cohort(a) & category(entry_code)", "(b-a)&entry")]
    [InlineData("cohort(a) & cohort(b) | cohort(c)", "a&b|c")]
    [InlineData("cohort(c) - (cohort(a) | cohort(b))", "c-(a|b)")]
    [InlineData("jurisdiction(KR) & category(entry_code)", "kr&entry")]
    [InlineData("contact(email) - contact(none)", "abc")]
    public void Count_OverThreeOverlappingSegments_EqualsPlainSets(string expression, string named)
    {
        var samples = new[] { RegistrySample.Of(new Random(11), 0, 2_000, 300), RegistrySample.Of(new Random(12), 500, 3_000, 900), RegistrySample.Of(new Random(13), 1_500, 1_000, 400) };
        var members = samples.Select(s => s.Members(out _)).ToArray();
        var plain = samples.Select(s => s.Plainly()).ToArray();
        var everybody = plain.SelectMany(p => p.Keys).Distinct(StringComparer.Ordinal).ToDictionary(
            p => p,
            p => (A: plain[0].ContainsKey(p), B: plain[1].ContainsKey(p), C: plain[2].ContainsKey(p),
                Categories: plain.Aggregate(0UL, (bits, some) => bits | some.GetValueOrDefault(p).Categories),
                Country: plain.Last(some => some.ContainsKey(p))[p].Country),
            StringComparer.Ordinal);
        var expected = everybody.Count(e => named switch
        {
            "abc" => true,
            "b-a" => e.Value is { B: true, A: false },
            "(b-a)&entry" => e.Value is { B: true, A: false } && (e.Value.Categories & 4) != 0,
            "a&b|c" => (e.Value.A && e.Value.B) || e.Value.C,
            "c-(a|b)" => e.Value is { C: true, A: false, B: false },
            _ => e.Value.Country == "KR" && (e.Value.Categories & 4) != 0,
        });

        var audience = AudienceExpression.Parse(expression, Names);
        Assert.Equal(expected, RegistrySample.Count((1UL, members[0]), (2UL, members[1]), (4UL, members[2])).Count(audience));

        var rows = new AudienceRows();
        for (var range = KeyRun.Ranges - 1; range >= 0; range--)
        {
            rows.Add([.. members.Select((m, i) => new LiveRange(1UL << i, m[range]))], audience);
        }

        Assert.Equal(expected, rows.Count);
        Assert.Equal(expected, rows.Chunks.Sum(c => c.Rows.Sum(w => System.Numerics.BitOperations.PopCount(w))));
    }

    [Fact]
    public void AloneInNewest_IsWhomNoOtherSegmentNames()
    {
        var (first, second) = (RegistrySample.Of(new Random(14), 0, 1_000, 300), RegistrySample.Of(new Random(15), 700, 1_000, 300));
        var taker = new CensusTaker();
        var (older, newer) = (first.Members(out _), second.Members(out _));
        for (var range = 0; range < KeyRun.Ranges; range++)
        {
            taker.Add([new LiveRange(1, older[range]), new LiveRange(2, newer[range])]);
        }

        Assert.Equal(second.Plainly().Keys.Except(first.Plainly().Keys).Count(), taker.AloneInNewest);
    }

    [Theory]
    [InlineData("cohort(d)", 8, "there is no cohort 'd'; known are a, b, c.")]
    [InlineData("cohort(a) cohort(b)", 11, "'&', '|', '-' or the end is expected here.")]
    [InlineData("(cohort(a)", 11, "')' is expected here.")]
    [InlineData("people", 1, "all, cohort(…), category(…), jurisdiction(…), locale(…), contact(…) or '(' is expected here.")]
    [InlineData("contact(fax)", 9, "'fax' is no way to reach somebody; email, phone, address and none are.")]
    public void Expression_ThatCannotBeUnderstood_SaysWhereAndWhatToWrite(string expression, int column, string message)
    {
        var refused = Assert.Throws<AudienceException>(() => AudienceExpression.Parse(expression, Names));
        Assert.Equal((column, $"column {column}: {message}"), (refused.Column, refused.Message));
    }

    [Fact]
    public void Expression_OfAnyText_IsUnderstoodOrRefused() => Gen.Int[0, Parts.Length - 1].Select(i => Parts[i]).Array[0, 400].Sample(parts =>
    {
        try
        {
            Assert.NotNull(AudienceExpression.Parse(string.Concat(parts), Names));
        }
        catch (AudienceException e)
        {
            Assert.InRange(e.Column, 1, 4_000);
        }
    }, iter: 3_000);

    [Fact]
    public void Erased_AreCountedAndFoundNoMore()
    {
        var sample = RegistrySample.Of(new Random(16), 0, 800, 300);
        var members = sample.Members(out _);
        var before = RegistrySample.Count((1UL, members)).Persons;
        var range = Array.FindIndex(members, m => m.Count > 2);
        var key = members[range].KeyAt(1);
        var (left, right) = (members[range].KeyAt(0), members[range].KeyAt(2));
        members[range] = RangeEdit.Erase(members[range], 1);

        Assert.Equal(before - 1, RegistrySample.Count((1UL, members)).Persons);
        Assert.Equal(-1, members[range].Find(key));
        Assert.Equal((0, 2), (members[range].Find(left), members[range].Find(right)));
        Assert.DoesNotContain(key, Enumerable.Range(0, members[range].Count).Select(members[range].KeyAt));
    }
}
