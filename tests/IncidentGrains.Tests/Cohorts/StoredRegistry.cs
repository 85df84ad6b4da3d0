using System.Data.Common;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Cohorts;
using IncidentGrains.Grains.Cohorts.Lookups;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Grains.Cohorts.Storage;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Registry.Chunks;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Sealing;
using IncidentGrains.Registry.Segments;
using IncidentGrains.Tests.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentGrains.Tests.Cohorts;

/// <summary>Samples of people as sealed segments of a registry on SQLite, and what a plain reading of their rows says of each.</summary>
internal sealed class StoredRegistry : IDisposable
{
    public const string IncidentId = "inc-00000000000000000000000001";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-registry");
    private readonly CountedBlobs _blobs = new();

    private string RegistryFile => Path.Combine(_folder.FullName, "registry.db");

    /// <summary>How many blobs were read.</summary>
    public int Reads => _blobs.Reads;

    /// <summary>The services of a silo, with memory for so many bytes of ranges.</summary>
    public ServiceProvider Services(long budget) => new ServiceCollection()
        .AddLogging()
        .AddSqliteRegistry(RegistryFile, Path.Combine(_folder.FullName, "keys.db"))
        .AddSingleton(new RegistryStore(new SqliteDatabase(RegistryFile), _blobs))
        .AddRegistry(MasterKeys.Parse(MasterKeys.Create()), Path.Combine(_folder.FullName, "spill"), budget)
        .BuildServiceProvider();

    public static string ImportId(int sample) => $"imp-{sample:00000000000000000000000000}";

    /// <summary>Stores the samples, a segment each.</summary>
    public static async Task<RegistryView> View(IServiceProvider services, params RegistrySample[] samples)
    {
        var blobs = services.GetRequiredService<SealedBlobs>();
        var segments = new List<LiveSegment>();
        for (var i = 0; i < samples.Length; i++)
        {
            var (importId, stored) = (ImportId(i), new List<SealedBlob>());
            var members = samples[i].Members(out var aliases);
            ManifestChunk[] chunks = [.. samples[i].Blocks.Select((b, n) => new ManifestChunk(n + 1, Stored(Places.Chunk(IncidentId, importId, n + 1), 1, ChunkCodec.Write(b, []).ToArray(), stored).Blob, b.Count))];
            ManifestRange[] memberRanges = [.. members.Select((m, range) => Stored(Places.Members(IncidentId, importId, range), m.Count, RangeFormat.Write(m), stored))];
            ManifestRange[] aliasRanges = [.. aliases.Select((a, range) => Stored(Places.Aliases(IncidentId, importId, range), a.Count, RangeFormat.Write(a), stored))];
            await blobs.Add(importId, stored);
            segments.Add(new LiveSegment("", 1UL << i, new SegmentManifest(importId, samples[i].Rows.Count, members.Sum(m => m.Count), chunks, memberRanges, aliasRanges)));
        }

        return new RegistryView(new RegistryState { IncidentId = IncidentId }, RegistrySample.Secrets, segments);
    }

    /// <summary>What is known of everybody by every identifier, read plainly.</summary>
    public static Dictionary<PersonKey, PersonAnswer> Plainly(params RegistrySample[] samples)
    {
        var members = new Dictionary<PersonKey, PersonAnswer>();
        var persons = new Dictionary<PersonKey, HashSet<PersonKey>>();
        for (var i = 0; i < samples.Length; i++)
        {
            foreach (var block in samples[i].Blocks)
            {
                for (var row = 0; row < block.Count; row++)
                {
                    var known = members.GetValueOrDefault(block.Identity[row]);
                    members[block.Identity[row]] = new PersonAnswer(known.Cohorts | (1UL << i), known.Categories | block.Profiles[block.Profile[row]].Categories);
                    foreach (var key in new[] { block.Identity[row], block.Email[row], block.Phone[row] }.Where(k => !k.IsNone))
                    {
                        (persons.TryGetValue(key, out var whose) ? whose : persons[key] = []).Add(block.Identity[row]);
                    }
                }
            }
        }

        return persons.ToDictionary(
            p => p.Key, p => p.Value.Select(m => members[m]).Aggregate((a, b) => new PersonAnswer(a.Cohorts | b.Cohorts, a.Categories | b.Categories)));
    }

    /// <summary>The member ids among the identifiers.</summary>
    public static HashSet<PersonKey> MemberIds(params RegistrySample[] samples) => [.. samples.SelectMany(s => s.Blocks).SelectMany(b =>
        Enumerable.Range(0, b.Count).Where(row => b.Identity[row] != b.Email[row] && b.Identity[row] != b.Phone[row]).Select(row => b.Identity[row]))];

    public void Dispose() => _folder.Delete(recursive: true);

    private static ManifestRange Stored(string place, int count, byte[] content, List<SealedBlob> stored)
    {
        if (count == 0)
        {
            return new ManifestRange("", 0);
        }

        stored.Add(RegistrySample.Secrets.Sealer.Seal(place, content));
        return new ManifestRange(stored[^1].Address, count);
    }

    private sealed class CountedBlobs : IBlobTable
    {
        private readonly SqliteBlobTable _table = new();
        private int _reads;

        public int Reads => _reads;

        public Task Insert(DbConnection connection, DbTransaction transaction, string owner, IReadOnlyList<SealedBlob> blobs) => _table.Insert(connection, transaction, owner, blobs);

        public Task<byte[]?> Read(DbConnection connection, byte[] digest)
        {
            Interlocked.Increment(ref _reads);
            return _table.Read(connection, digest);
        }

        public Task Delete(DbConnection connection, DbTransaction transaction, IReadOnlyList<byte[]> digests) => _table.Delete(connection, transaction, digests);
    }
}
