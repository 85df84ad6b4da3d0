using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Cohorts;
using IncidentGrains.Grains.Cohorts.Lookups;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Sealing;
using IncidentGrains.Registry.Segments;
using IncidentGrains.Tests.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentGrains.Tests.Cohorts;

/// <summary>People are found by every identifier as a plain reading of the rows finds them, however few ranges of them memory may hold.</summary>
public sealed class PersonFinderTests : IDisposable
{
    private const string IncidentId = "inc-00000000000000000000000001";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-finder");
    private readonly HashSet<PersonKey> _memberIds = [];
    private readonly RegistrySample[] _samples = [RegistrySample.Of(new Random(11), 0, 3_000, 700), RegistrySample.Of(new Random(12), 1_500, 3_000, 700)];

    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(20_000, 1_000)]
    [InlineData(100_000_000, int.MaxValue)]
    public async Task Find_WithMemoryForSomeRangesOrAll_AnswersAsAPlainReading(long budget, int keys)
    {
        await using var services = Services(budget);
        var view = await View(services);
        var (finder, cache) = (services.GetRequiredService<PersonFinder>(), services.GetRequiredService<RangeCache>());
        (PersonKey Key, PersonAnswer Answer)[] expected = [.. Expected()];
        new Random(13).Shuffle(expected);
        foreach (var some in expected.Take(keys).Chunk(500))
        {
            Assert.Equal(some.Select(e => e.Answer), await finder.Find(view, Asked([.. some.Select(e => e.Key)])));
            Assert.InRange(cache.Size, 0, budget);
        }
    }

    [Fact]
    public async Task Find_FromManyThreads_WhileRangesComeAndGo_AnswersAsAPlainReading()
    {
        await using var services = Services(20_000);
        var view = await View(services);
        var finder = services.GetRequiredService<PersonFinder>();
        (PersonKey Key, PersonAnswer Answer)[] expected = [.. Expected()];
        await Parallel.ForAsync(0, 8, async (caller, _) =>
        {
            (PersonKey Key, PersonAnswer Answer)[] mine = [.. expected];
            new Random(caller).Shuffle(mine);
            foreach (var some in mine.Take(400).Chunk(100))
            {
                Assert.Equal(some.Select(e => e.Answer), await finder.Find(view, Asked([.. some.Select(e => e.Key)])));
            }
        });
    }

    [Fact]
    public async Task Find_OfAnAddressOfThousands_UnitesWhatIsKnownOfAll_AgainAndForEachRegistry()
    {
        var crowd = RegistrySample.OfOneAddress(5_000, last: "name|entry_code");
        await using var services = Services(100_000_000);
        var finder = services.GetRequiredService<PersonFinder>();
        AskedPersons asked = new([crowd.Blocks[0].Email[0], crowd.Blocks[0].Identity[0]], [0]);
        var view = await View(services, crowd);
        PersonAnswer[] expected = [new(1, 0b101), new(1, 0b001)];
        Assert.Equal(expected, await finder.Find(view, asked));
        Assert.Equal(expected, await finder.Find(view, asked));
        Assert.Equal([default, default], await finder.Find(view with { Segments = [] }, asked));
        Assert.Equal([new(2, 0b101), new(2, 0b001)], await finder.Find(view with { Segments = [view.Segments[0] with { Cohort = 2 }] }, asked));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // A member id is looked for as such alone.
    private AskedPersons Asked(PersonKey[] keys) => new(keys, [.. Enumerable.Range(0, keys.Length).Where(i => !_memberIds.Contains(keys[i]))]);

    // Everybody by every identifier, and as many keys that are nobody's.
    private IEnumerable<(PersonKey Key, PersonAnswer Answer)> Expected()
    {
        var members = new Dictionary<PersonKey, PersonAnswer>();
        var persons = new Dictionary<PersonKey, HashSet<PersonKey>>();
        for (var i = 0; i < _samples.Length; i++)
        {
            foreach (var block in _samples[i].Blocks)
            {
                for (var row = 0; row < block.Count; row++)
                {
                    var known = members.GetValueOrDefault(block.Identity[row]);
                    if (block.Identity[row] != block.Email[row] && block.Identity[row] != block.Phone[row])
                    {
                        _memberIds.Add(block.Identity[row]);
                    }

                    members[block.Identity[row]] = new PersonAnswer(known.Cohorts | (1UL << i), known.Categories | block.Profiles[block.Profile[row]].Categories);
                    foreach (var key in new[] { block.Identity[row], block.Email[row], block.Phone[row] }.Where(k => !k.IsNone))
                    {
                        (persons.TryGetValue(key, out var whose) ? whose : persons[key] = []).Add(block.Identity[row]);
                    }
                }
            }
        }

        return persons
            .Select(p => (p.Key, p.Value.Select(m => members[m]).Aggregate((a, b) => new PersonAnswer(a.Cohorts | b.Cohorts, a.Categories | b.Categories))))
            .SelectMany(p => new[] { p, (new PersonKey(p.Key.High ^ 1, p.Key.Low), default) });
    }

    private ServiceProvider Services(long budget) => new ServiceCollection()
        .AddLogging()
        .AddSqliteRegistry(Path.Combine(_folder.FullName, "registry.db"), Path.Combine(_folder.FullName, "keys.db"))
        .AddRegistry(MasterKeys.Parse(MasterKeys.Create()), Path.Combine(_folder.FullName, "spill"), budget)
        .BuildServiceProvider();

    private Task<RegistryView> View(IServiceProvider services) => View(services, _samples);

    // Samples as sealed segments of a registry.
    private static async Task<RegistryView> View(IServiceProvider services, params RegistrySample[] samples)
    {
        var blobs = services.GetRequiredService<SealedBlobs>();
        var segments = new List<LiveSegment>();
        for (var i = 0; i < samples.Length; i++)
        {
            var (importId, stored) = ($"imp-{i:00000000000000000000000000}", new List<SealedBlob>());
            var members = samples[i].Members(out var aliases);
            ManifestRange[] memberRanges = [.. members.Select((m, range) => Stored(Places.Members(IncidentId, importId, range), m.Count, RangeFormat.Write(m), stored))];
            ManifestRange[] aliasRanges = [.. aliases.Select((a, range) => Stored(Places.Aliases(IncidentId, importId, range), a.Count, RangeFormat.Write(a), stored))];
            await blobs.Add(importId, stored);
            segments.Add(new LiveSegment("", 1UL << i, new SegmentManifest(importId, samples[i].Rows.Count, members.Sum(m => m.Count), [], memberRanges, aliasRanges)));
        }

        return new RegistryView(new RegistryState { IncidentId = IncidentId }, RegistrySample.Secrets, segments);
    }

    private static ManifestRange Stored(string place, int count, byte[] content, List<SealedBlob> stored)
    {
        if (count == 0)
        {
            return new ManifestRange("", 0);
        }

        stored.Add(RegistrySample.Secrets.Sealer.Seal(place, content));
        return new ManifestRange(stored[^1].Address, count);
    }
}
