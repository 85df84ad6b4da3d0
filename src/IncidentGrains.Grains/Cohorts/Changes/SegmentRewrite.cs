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

/// <summary>A segment as it is without a person, or with corrected rows of theirs: stored beside the former one, which stays until the ledger says otherwise.</summary>
internal sealed class SegmentRewrite(SealedBlobs blobs, RangeCache ranges, ImportTargets targets)
{
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
                var block = Parsed(target, stored.With([.. Enumerable.Range(0, stored.Count)], column => Cell(change, column)));
                if (block.Count != stored.Count || block.Identity.AsSpan(0, block.Count).ContainsAnyExcept(change.Person))
                {
                    throw CaseException.Refused("person.identity_changed", "With that the person would be another one, or could not be told apart. Erase the person, and import them anew.");
                }
            }
        }
    }

    /// <summary>Rewrites what names the person; null if nothing does.</summary>
    /// <param name="view">The registry.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="target">How its rows are read.</param>
    /// <param name="change">Who, and what is to stand instead.</param>
    public async Task<(LiveSegment Segment, int Chunks)?> Run(RegistryView view, LiveSegment segment, ImportTarget target, PendingChange change)
    {
        var members = await ranges.Members(view, segment, change.Person.Range);
        var place = members.Find(change.Person);
        if (place < 0 || Erased.Is(members.ProfileAt(place)))
        {
            return null;
        }

        var added = new List<SealedBlob>();
        var chunks = segment.Manifest.Chunks.ToArray();
        var (former, corrected) = (new HashSet<PersonKey>(), new HashSet<PersonKey>());
        var profile = members.ProfileAt(place);
        var rewritten = 0;
        foreach (var rows in members.RowsOf(place).GroupBy(r => r.Chunk, r => r.Row))
        {
            var chunk = chunks[rows.Key];
            var at = Places.Chunk(target.IncidentId, target.ImportId, chunk.Number);
            var stored = ChunkCodec.Read(await blobs.Open(view.Secrets, at, chunk.Blob));
            int[] mine = [.. rows];
            former.UnionWith(Keys(target, stored.Only(mine)).Aliases);
            var changed = stored.With(mine, column => Cell(change, column));
            if (change.Fields is not null)
            {
                var read = Keys(target, changed.Only(mine));
                corrected.UnionWith(read.Aliases);
                profile = rewritten == 0 ? read.Profile with { Categories = profile.Categories } : profile;
            }

            var blob = view.Secrets.Sealer.Seal(at, ChunkCodec.Write(changed).Span);
            added.Add(blob);
            chunks[rows.Key] = chunk with { Blob = blob.Address };
            rewritten++;
        }

        var memberRanges = segment.Manifest.MemberRanges.ToArray();
        var edited = change.Fields is null ? RangeEdit.Erase(members, place) : RangeEdit.Correct(members, place, profile);
        Put(memberRanges, change.Person.Range, edited.Count, Places.Members(target.IncidentId, target.ImportId, change.Person.Range), RangeFormat.Write(edited));

        var aliasRanges = segment.Manifest.AliasRanges.ToArray();
        var person = new PersonRef(change.Person.Range, place);
        foreach (var range in former.Concat(corrected).Select(k => (int)k.Range).Distinct())
        {
            var aliases = RangeEdit.Realias(await ranges.Aliases(view, segment, range), person, corrected.Where(k => k.Range == range));
            Put(aliasRanges, range, aliases.Count, Places.Aliases(target.IncidentId, target.ImportId, range), RangeFormat.Write(aliases));
        }

        var manifest = segment.Manifest with
        {
            Members = segment.Manifest.Members - (change.Fields is null ? 1 : 0), Chunks = chunks, MemberRanges = memberRanges, AliasRanges = aliasRanges,
        };
        var sealedManifest = view.Secrets.Sealer.Seal(Places.Manifest(target.IncidentId, target.ImportId), manifest.ToBytes());
        await blobs.Add(target.ImportId, [.. added, sealedManifest]);
        return (new LiveSegment(sealedManifest.Address, segment.Cohort, manifest), rewritten);

        void Put(ManifestRange[] into, int range, int count, string where, byte[] content)
        {
            var blob = count == 0 ? null : view.Secrets.Sealer.Seal(where, content);
            added.AddRange(blob is null ? [] : [blob]);
            into[range] = new ManifestRange(blob?.Address ?? "", count);
        }
    }

    // An erased row keeps its place, so that other rows keep theirs; nothing remains in it.
    private static byte[]? Cell(PendingChange change, string column) => change.Fields is not { } fields ? []
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
}
