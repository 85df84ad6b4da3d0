using CsCheck;
using IncidentGrains.Registry.Audiences;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Tests.Registry;

/// <summary>Who of one cohort shares an identifier with whom of another is told as plain sets of names tell it.</summary>
public sealed class OverlapTests
{
    private static readonly Gen<string[]> Row =
        from member in Gen.Int[0, 12]
        from mail in Gen.Int[0, 9]
        from phone in Gen.Int[0, 9]
        where member + mail + phone > 0
        select new[] { member == 0 ? "" : $"m{member}", mail == 0 ? "" : $"p{mail}@mail.example", phone == 0 ? "" : $"010-0000-000{phone}", "KR", "name" };

    [Fact]
    public void Estimate_OfSmallCohorts_EqualsPlainSets() => Row.Array[1, 8].Select(Row.Array[0, 8], Row.Array[1, 8]).Sample(
        (first, amended, other) => Assert.Equal(Plainly([.. first, .. amended], other), Estimated(first, amended, other)), iter: 2_000);

    [Fact]
    public void Estimate_OfMembersAndTheirAddressesAlone_FindsThemAgain()
    {
        var members = RegistrySample.Of(new Random(41), 0, 3_000, 700).Rows;
        string[][] addresses = [.. RegistrySample.Of(new Random(42), 1_000, 3_000, 700).Rows.Select(r => new[] { "", r[1], r[2], r[3], r[4] })];
        var estimate = Estimated(members, [], addresses);
        Assert.Equal(Plainly(members, addresses), estimate);
        Assert.InRange(estimate.Likely, 500, estimate.AtMost);
    }

    [Fact]
    public void Estimate_AfterSomebodyWasErased_KnowsNothingOfThem()
    {
        var (first, other) = (RegistrySample.From([["m1", "p1@mail.example", "", "KR", "name"]], 10), RegistrySample.From([["", "p1@mail.example", "", "KR", "name"]], 10));
        var (firstMembers, otherMembers) = (first.Members(out var firstAliases), other.Members(out var otherAliases));
        Assert.Equal(new OverlapEstimate(1, 1), Estimated((1, firstMembers, firstAliases), (2, otherMembers, otherAliases)));
        var range = first.Blocks[0].Identity[0].Range;
        firstMembers[range] = RangeEdit.Erase(firstMembers[range], 0);
        Assert.Equal(new OverlapEstimate(0, 0), Estimated((1, firstMembers, firstAliases), (2, otherMembers, otherAliases)));
    }

    private static OverlapEstimate Estimated(IReadOnlyList<string[]> first, IReadOnlyList<string[]> amended, IReadOnlyList<string[]> other) => Estimated(
        [.. new[] { (1UL, first), (1UL, amended), (2UL, other) }.Where(s => s.Item2.Count > 0).Select(s => (s.Item1, RegistrySample.From(s.Item2, 700).Members(out var aliases), aliases))]);

    private static OverlapEstimate Estimated(params (ulong Cohort, MemberRange[] Members, AliasRange[] Aliases)[] segments)
    {
        var numbers = new OverlapNumbers(1, segments.Length);
        for (var range = KeyRun.Ranges - 1; range >= 0; range--)
        {
            numbers.Add(range, Live(range));
        }

        var matcher = new OverlapMatcher(numbers);
        for (var range = 0; range < KeyRun.Ranges; range++)
        {
            matcher.Add(range, Live(range), [.. segments.Select(s => s.Aliases[range])]);
        }

        return matcher.Estimate;

        LiveRange[] Live(int range) => [.. segments.Select(s => new LiveRange(s.Cohort, s.Members[range]))];
    }

    private static OverlapEstimate Plainly(IReadOnlyList<string[]> first, IReadOnlyList<string[]> other)
    {
        var (a, b) = (People(first), People(other));
        var both = a.Keys.Intersect(b.Keys, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        HashSet<string>[] alone = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)], any = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)];
        foreach (var identifier in a.Values.SelectMany(i => i).Distinct(StringComparer.Ordinal))
        {
            string[][] holders = [[.. a.Where(p => p.Value.Contains(identifier)).Select(p => p.Key)], [.. b.Where(p => p.Value.Contains(identifier)).Select(p => p.Key)]];
            if (holders.All(h => h.Except(both, StringComparer.Ordinal).Any()))
            {
                for (var side = 0; side < 2; side++)
                {
                    any[side].UnionWith(holders[side].Except(both, StringComparer.Ordinal));
                    alone[side].UnionWith(holders.All(h => h.Length == 1) ? holders[side] : []);
                }
            }
        }

        return new OverlapEstimate(alone.Min(s => s.Count), any.Min(s => s.Count));
    }

    // By identity, with all identifiers of each.
    private static Dictionary<string, HashSet<string>> People(IEnumerable<string[]> rows) => rows
        .GroupBy(r => r.First(cell => cell.Length > 0), StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.SelectMany(r => r[..3]).Where(cell => cell.Length > 0).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
}
