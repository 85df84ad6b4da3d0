using IncidentGrains.Grains.Cohorts.Changes;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.Grains.Cohorts.Lookups;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Tests.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentGrains.Tests.Cohorts;

/// <summary>Changes of many people at once leave what a plain reading of the changed rows says, and write each chunk once.</summary>
public sealed class SegmentRewriteTests : IDisposable
{
    private const int PerChunk = 500;

    private static readonly Dictionary<string, string> NewAddress = new(StringComparer.Ordinal) { ["Email"] = "new@mail.example" };

    private readonly StoredRegistry _stored = new();

    [Fact]
    public async Task Run_OfManyChanges_LeavesWhatAPlainReadingSays_AndWritesEachChunkOnce()
    {
        var before = RegistrySample.Of(new Random(21), 0, 2_000, PerChunk);
        await using var services = _stored.Services(100_000_000);
        var view = await StoredRegistry.View(services, before);

        // Every tenth person is erased, and every tenth corrected; those who have rows in several chunks among them.
        string[] ids = [.. before.Rows.Select(r => r[0]).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)];
        var (erased, corrected) = (ids.Where((_, i) => i % 10 == 0).ToHashSet(StringComparer.Ordinal), ids.Where((_, i) => i % 10 == 5).ToHashSet(StringComparer.Ordinal));
        var after = RegistrySample.From([.. before.Rows.Where(r => !erased.Contains(r[0])).Select(r => corrected.Contains(r[0]) ? [r[0], NewAddress["Email"], .. r[2..]] : r)], PerChunk);
        var keys = Identities(before);
        PendingChange[] changes = [.. erased.Select(id => Change(keys[id], null)), .. corrected.Select(id => Change(keys[id], NewAddress))];

        var rewrite = services.GetRequiredService<SegmentRewrite>();
        var target = new ImportTarget(StoredRegistry.IncidentId, StoredRegistry.ImportId(0), RegistrySample.Secrets, before.Mapping);
        var (segment, chunks) = (await rewrite.Run(view, view.Segments[0], target, changes))!.Value;
        Assert.Equal((before.Blocks.Count, view.Segments[0].Manifest.Members - erased.Count), (chunks, segment.Manifest.Members));
        Assert.Empty(segment.Manifest.Chunks.Select(c => c.Blob).Intersect(view.Segments[0].Manifest.Chunks.Select(c => c.Blob), StringComparer.Ordinal));

        var expected = StoredRegistry.Plainly(after);
        PersonKey[] all = [.. StoredRegistry.Plainly(before).Keys.Union(expected.Keys)];
        var found = await services.GetRequiredService<PersonFinder>().Find(view with { Segments = [segment] }, new AskedPersons(all, [.. Enumerable.Range(0, all.Length)]));
        Assert.Equal(all.Select(k => expected.GetValueOrDefault(k)), found);

        // What is gone is gone: the same again changes nothing.
        Assert.Null(await rewrite.Run(view, segment, target, [.. erased.Select(id => Change(keys[id], null))]));
    }

    public void Dispose() => _stored.Dispose();

    private static PendingChange Change(PersonKey person, Dictionary<string, string>? fields) => new(person.High, person.Low, fields);

    private static Dictionary<string, PersonKey> Identities(RegistrySample sample)
    {
        var keys = new Dictionary<string, PersonKey>(StringComparer.Ordinal);
        foreach (var (row, i) in sample.Rows.Select((r, i) => (r, i)))
        {
            keys[row[0]] = sample.Blocks[i / PerChunk].Identity[i % PerChunk];
        }

        return keys;
    }
}
