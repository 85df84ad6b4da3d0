using IncidentGrains.Grains.Cohorts.Lookups;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Tests.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentGrains.Tests.Cohorts;

/// <summary>People are found by every identifier as a plain reading of the rows finds them, however few ranges of them memory may hold.</summary>
public sealed class PersonFinderTests : IDisposable
{
    private readonly StoredRegistry _stored = new();
    private readonly RegistrySample[] _samples = [RegistrySample.Of(new Random(11), 0, 3_000, 700), RegistrySample.Of(new Random(12), 1_500, 3_000, 700)];

    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(20_000, 1_000)]
    [InlineData(100_000_000, int.MaxValue)]
    public async Task Find_WithMemoryForSomeRangesOrAll_AnswersAsAPlainReading(long budget, int keys)
    {
        await using var services = _stored.Services(budget);
        var view = await StoredRegistry.View(services, _samples);
        var (finder, cache) = (services.GetRequiredService<PersonFinder>(), services.GetRequiredService<RangeCache>());
        var expected = Expected();
        new Random(13).Shuffle(expected);
        foreach (var some in expected.Take(keys).Chunk(500))
        {
            Assert.Equal(some.Select(e => e.Answer), await finder.Find(view, Asked(some.Select(e => e.Key))));
            Assert.InRange(cache.Size, 0, budget);
        }
    }

    [Fact]
    public async Task Find_FromManyThreads_WhileRangesComeAndGo_AnswersAsAPlainReading()
    {
        await using var services = _stored.Services(20_000);
        var view = await StoredRegistry.View(services, _samples);
        var finder = services.GetRequiredService<PersonFinder>();
        var expected = Expected();
        await Parallel.ForAsync(0, 8, async (caller, _) =>
        {
            (PersonKey Key, PersonAnswer Answer)[] mine = [.. expected];
            new Random(caller).Shuffle(mine);
            foreach (var some in mine.Take(400).Chunk(100))
            {
                Assert.Equal(some.Select(e => e.Answer), await finder.Find(view, Asked(some.Select(e => e.Key))));
            }
        });
    }

    [Fact]
    public async Task Find_OfAnAddressOfThousands_UnitesWhatIsKnownOfAll_AgainAndForEachRegistry()
    {
        // Only the person behind all others in the order of keys differs.
        string[][] rows = [.. Enumerable.Range(1, 5_000).Select(i => new[] { $"m{i}", "none@shop.example", "", "KR", "name" })];
        var keys = RegistrySample.From(rows, rows.Length).Blocks[0].Identity;
        var last = Enumerable.Range(0, rows.Length).MaxBy(i => keys[i].High);
        rows[last][4] = "name|entry_code";
        var crowd = RegistrySample.From(rows, rows.Length);
        await using var services = _stored.Services(100_000_000);
        var finder = services.GetRequiredService<PersonFinder>();
        AskedPersons asked = new([crowd.Blocks[0].Email[0], keys[last == 0 ? 1 : 0]], [0]);
        var view = await StoredRegistry.View(services, crowd);
        PersonAnswer[] expected = [new(1, 0b101), new(1, 0b001)];
        Assert.Equal(expected, await finder.Find(view, asked));
        Assert.Equal(expected, await finder.Find(view, asked));
        Assert.Equal([default, default], await finder.Find(view with { Segments = [] }, asked));
        Assert.Equal([new(2, 0b101), new(2, 0b001)], await finder.Find(view with { Segments = [view.Segments[0] with { Cohort = 2 }] }, asked));
    }

    [Fact]
    public async Task Find_OfNobodyByAddress_ReadsAsManyRangesAsOfSomebody()
    {
        var sample = RegistrySample.From([.. Enumerable.Range(1, 2_000).Select(i => new[] { $"m{i}", $"p{i}@mail.example", "", "KR", "name" })], 2_000);
        await using var services = _stored.Services(20_000);
        var finder = services.GetRequiredService<PersonFinder>();
        var view = await StoredRegistry.View(services, sample);
        var (ofSomebody, ofNobody) = (0, 0);
        var addresses = sample.Blocks[0].Email[..2_000].ToArray();
        new Random(17).Shuffle(addresses);
        foreach (var address in addresses)
        {
            ofSomebody += await Reads(address, new PersonAnswer(1, 0b001));
        }

        foreach (var address in addresses)
        {
            ofNobody += await Reads(new PersonKey(address.High ^ (1UL << 55), address.Low), default);
        }

        // Memory has some of the ranges by chance; without the one of a person it would be a third.
        Assert.InRange((double)ofNobody / ofSomebody, 0.95, 1.05);

        async Task<int> Reads(PersonKey address, PersonAnswer expected)
        {
            var before = _stored.Reads;
            Assert.Equal([expected], await finder.Find(view, new AskedPersons([address], [0])));
            return _stored.Reads - before;
        }
    }

    public void Dispose() => _stored.Dispose();

    // A member id is looked for as such alone.
    private AskedPersons Asked(IEnumerable<PersonKey> keys)
    {
        var (asked, memberIds) = (keys.ToArray(), StoredRegistry.MemberIds(_samples));
        return new AskedPersons(asked, [.. Enumerable.Range(0, asked.Length).Where(i => !memberIds.Contains(asked[i]))]);
    }

    // Everybody by every identifier, and as many keys that are nobody's.
    private (PersonKey Key, PersonAnswer Answer)[] Expected() =>
        [.. StoredRegistry.Plainly(_samples).SelectMany(p => new[] { (p.Key, p.Value), (new PersonKey(p.Key.High ^ 1, p.Key.Low), default) })];
}
