using System.Text;
using IncidentGrains.Contracts;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Registry.Chunks;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Rows;
using IncidentGrains.Registry.Sealing;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Changes;

/// <summary>A segment as it is without some people, or with corrected rows of theirs: stored beside the former one, which stays until the ledger says otherwise.</summary>
internal sealed class SegmentRewrite(SealedBlobs blobs, RangeCache ranges, ImportTargets targets)
{
    // So many bytes wait to be stored together: each time costs two flushes of a disk.
    private const int StoredAtOnce = 16 * 1024 * 1024;

    /// <summary>Makes sure that a correction leaves the person who they are.</summary>
    /// <exception cref="CaseException">It would make them another person, or nobody.</exception>
    public async Task Check(RegistryView view, PendingChange change)
    {
        foreach (var segment in change.Fields is null ? [] : view.Segments)
        {
            var members = await ranges.Members(view, segment, change.Person.Range);
            if (members.Find(change.Person) is not (>= 0 and var place))
            {
                continue;
            }

            var (cohort, import) = view.State.FindImport(segment.Manifest.ImportId)!.Value;
            var target = await targets.Of(view.State, cohort, import);
            foreach (var rows in members.RowsOf(place).GroupBy(r => r.Chunk, r => r.Row))
            {
                var chunk = segment.Manifest.Chunks[rows.Key];
                var stored = ChunkCodec.Read(await blobs.Open(view.Secrets, Places.Chunk(target.IncidentId, target.ImportId, chunk.Number), chunk.Blob)).Only([.. rows]);
                var block = Parsed(target, stored.With(Enumerable.Range(0, stored.Count).ToDictionary(row => row, _ => Cells(change))));
                if (block.Count != stored.Count || block.Identity.AsSpan(0, block.Count).ContainsAnyExcept(change.Person))
                {
                    throw CaseException.Refused("person.identity_changed", "With that the person would be another one, or could not be told apart. Erase the person, and import them anew.");
                }
            }
        }
    }

    /// <summary>Rewrites what names people, each chunk and range once however many of them it names; null if nothing does.</summary>
    /// <param name="view">The registry.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="target">How its rows are read.</param>
    /// <param name="changes">Who, and what is to stand instead; one change a person.</param>
    public async Task<(LiveSegment Segment, int Chunks)?> Run(RegistryView view, LiveSegment segment, ImportTarget target, IReadOnlyList<PendingChange> changes)
    {
        var people = await Named(view, segment, changes);
        if (people.Count == 0)
        {
            return null;
        }

        var unstored = new List<SealedBlob>();
        var chunks = segment.Manifest.Chunks.ToArray();
        var rows = people.SelectMany(p => p.Rows.Select(r => (Person: p, Row: r))).GroupBy(r => r.Row.Chunk).ToList();
        foreach (var ofChunk in rows)
        {
            chunks[ofChunk.Key] = chunks[ofChunk.Key] with
            {
                Blob = await Stored(await Chunk(view, target, chunks[ofChunk.Key], [.. ofChunk.GroupBy(r => r.Person, r => r.Row.Row)], ofChunk.Key)),
            };
        }

        var memberRanges = segment.Manifest.MemberRanges.ToArray();
        foreach (var ofRange in people.GroupBy(p => p.Range))
        {
            var edited = ofRange.Aggregate(await ranges.Members(view, segment, ofRange.Key), (range, p) => p.Change.Fields is null ? RangeEdit.Erase(range, p.Place) : RangeEdit.Correct(range, p.Place, p.Profile));
            memberRanges[ofRange.Key] = await Range(Places.Members(target.IncidentId, target.ImportId, ofRange.Key), edited.Count, RangeFormat.Write(edited));
        }

        var aliasRanges = segment.Manifest.AliasRanges.ToArray();
        var persons = people.Select(p => p.Reference.Value).ToHashSet();
        var added = people.SelectMany(p => p.Corrected.Select(k => new AliasEntry(k.High, k.Low, p.Reference.Value))).ToLookup(e => new PersonKey(e.High, e.Low).Range);
        foreach (var range in people.SelectMany(p => p.Former.Concat(p.Corrected)).Select(k => (int)k.Range).Distinct())
        {
            var edited = RangeEdit.Realias(await ranges.Aliases(view, segment, range), persons, added[(byte)range]);
            aliasRanges[range] = await Range(Places.Aliases(target.IncidentId, target.ImportId, range), edited.Count, RangeFormat.Write(edited));
        }

        var manifest = segment.Manifest with
        {
            Members = segment.Manifest.Members - people.Count(p => p.Change.Fields is null), Chunks = chunks, MemberRanges = memberRanges, AliasRanges = aliasRanges,
        };
        var address = await Stored(view.Secrets.Sealer.Seal(Places.Manifest(target.IncidentId, target.ImportId), manifest.ToBytes()));
        await blobs.Add(target.ImportId, unstored);
        return (new LiveSegment(address, segment.Cohort, manifest), rows.Count);

        async Task<string> Stored(SealedBlob blob)
        {
            unstored.Add(blob);
            if (unstored.Sum(b => (long)b.Bytes.Length) > StoredAtOnce)
            {
                await blobs.Add(target.ImportId, unstored);
                unstored.Clear();
            }

            return blob.Address;
        }

        async Task<ManifestRange> Range(string place, int count, byte[] content) =>
            new(count == 0 ? "" : await Stored(view.Secrets.Sealer.Seal(place, content)), count);
    }

    // Whom of them the segment names.
    private async Task<List<ChangedPerson>> Named(RegistryView view, LiveSegment segment, IReadOnlyList<PendingChange> changes)
    {
        var people = new List<ChangedPerson>();
        foreach (var change in changes)
        {
            var members = await ranges.Members(view, segment, change.Person.Range);
            if (members.Find(change.Person) is >= 0 and var place && !Erased.Is(members.ProfileAt(place)))
            {
                people.Add(new ChangedPerson(change, place, members.ProfileAt(place), members.RowsOf(place)));
            }
        }

        return people;
    }

    private async Task<SealedBlob> Chunk(RegistryView view, ImportTarget target, ManifestChunk chunk, IReadOnlyList<IGrouping<ChangedPerson, int>> people, int place)
    {
        var at = Places.Chunk(target.IncidentId, target.ImportId, chunk.Number);
        var rows = ChunkCodec.Read(await blobs.Open(view.Secrets, at, chunk.Blob));
        foreach (var person in people)
        {
            person.Key.Former.UnionWith(Keys(target, rows.Only([.. person])).Aliases);
        }

        rows = rows.With(people.SelectMany(p => p.Select(row => (Row: row, p.Key.Change))).ToDictionary(r => r.Row, r => Cells(r.Change)));
        foreach (var person in people.Where(p => p.Key.Change.Fields is not null))
        {
            var read = Keys(target, rows.Only([.. person]));
            person.Key.Corrected.UnionWith(read.Aliases);

            // The row that decides about the person comes first.
            person.Key.Profile = person.Key.Rows[0].Chunk == place ? read.Profile with { Categories = person.Key.Profile.Categories } : person.Key.Profile;
        }

        return view.Secrets.Sealer.Seal(at, ChunkCodec.Write(rows).Span);
    }

    // An erased row keeps its place, so that other rows keep theirs; nothing remains in it.
    private static Func<string, byte[]?> Cells(PendingChange change) => column => change.Fields is not { } fields ? []
        : fields.TryGetValue(column, out var text) ? Encoding.UTF8.GetBytes(text) : null;

    private static (IReadOnlyList<PersonKey> Aliases, RowProfile Profile) Keys(ImportTarget target, ChunkRows rows)
    {
        var block = Parsed(target, rows);
        PersonKey[] aliases = [.. block.Email.AsSpan(0, block.Count), .. block.Phone.AsSpan(0, block.Count)];
        return ([.. aliases.Where(k => !k.IsNone)], block.Profiles[block.Profile[0]]);
    }

    private static RowBlock Parsed(ImportTarget target, ChunkRows rows)
    {
        var block = new RowBlock();
        new RowParser(target.Mapping, target.Secrets.PersonKeys).Parse(ChunkCsv.Write(rows, target.Mapping), 2, block);
        return block;
    }

    // A person of the segment: where they stand, and what the rewriting finds of them.
    private sealed class ChangedPerson(PendingChange change, int place, RowProfile profile, IReadOnlyList<Locator> rows)
    {
        public PendingChange Change => change;

        public int Place => place;

        public int Range => change.Person.Range;

        public PersonRef Reference { get; } = new(change.Person.Range, place);

        public IReadOnlyList<Locator> Rows => rows;

        public HashSet<PersonKey> Former { get; } = [];

        public HashSet<PersonKey> Corrected { get; } = [];

        public RowProfile Profile { get; set; } = profile;
    }
}
