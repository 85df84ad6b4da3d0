using System.Security.Cryptography;
using System.Text;

namespace IncidentGrains.Proof.Bundles;

/// <summary>Verifies a bundle without a server, a database, or trust in either, and names all that is wrong with it.</summary>
/// <remarks>
/// Besides digests and signatures it holds the files against each other: filing.json must say what the filing's own events say, facts.json what
/// the disclosed events say. So a bundle that was put together falsely is found also if whoever did it holds the key. Problems of the
/// file itself are findings, not exceptions. Memory and time are bounded by the limits of <see cref="BundleFormat"/>.
/// </remarks>
public static class BundleVerifier
{
    /// <summary>Verifies a bundle.</summary>
    /// <param name="bundle">The file, seekable.</param>
    /// <param name="pinnedFingerprint">The fingerprint of the signing key, learned over another channel; null if unknown.</param>
    /// <param name="witnesses">Checkpoints (JWS) of the case that were kept elsewhere.</param>
    /// <param name="cancellation">Ends the verification early.</param>
    /// <exception cref="FormatException">A witness is no checkpoint.</exception>
    public static async Task<BundleVerdict> Verify(
        Stream bundle, string? pinnedFingerprint = null, IReadOnlyList<string>? witnesses = null, CancellationToken cancellation = default)
    {
        var run = new Run(bundle, pinnedFingerprint, [.. (witnesses ?? []).Select(Checkpoint.Parse)]);
        try
        {
            return await run.Verify(cancellation);
        }
        finally
        {
            run.Dispose();
        }
    }

    private sealed class Run(Stream bundle, string? pinned, SignedCheckpoint[] witnesses) : IDisposable
    {
        private readonly List<BundleFinding> _findings = [];
        private Dictionary<string, ZipEntry> _entries = [];

        // Empty only where keys.json is missing or can't be read, which is a finding.
        private Dictionary<string, SigningKey> _keys = [];
        private BundleManifest? _manifest;
        private CompactJws? _signed;
        private SignedCheckpoint? _checkpoint;
        private PartReader? _ledger;
        private int _fields;

        public void Dispose()
        {
            foreach (var key in _keys.Values)
            {
                key.Dispose();
            }
        }

        public async Task<BundleVerdict> Verify(CancellationToken cancellation)
        {
            var (entries, finding) = await BundleArchive.Read(bundle, cancellation);
            _entries = entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
            Add(finding);
            if (_entries.ContainsKey(BundleFormat.Keys))
            {
                await Try(BundleFormat.Keys, async () => _keys = PublicKeys.Read(await Bytes(BundleFormat.Keys, cancellation)));
            }

            if (_entries.ContainsKey(BundleFormat.ManifestSignature))
            {
                await ReadManifest(cancellation);
            }

            if (_manifest is not null)
            {
                await CheckDigests(_manifest, cancellation);
                // What is missing is named already; the rest can't be held against it.
                if (_entries.Count == BundleFormat.Parts.Count)
                {
                    await CheckContent(_manifest, cancellation);
                }
            }

            return Verdict();
        }

        private async Task ReadManifest(CancellationToken cancellation)
        {
            var json = await Bytes(BundleFormat.Manifest, cancellation);
            await Try(BundleFormat.ManifestSignature, async () => _signed = BundleManifest.ParseSigned(await Text(BundleFormat.ManifestSignature, cancellation)));
            var forged = _signed is null || _keys.Count == 0 ? null : Signature(BundleFormat.ManifestSignature, _signed.KeyFingerprint, _signed.IsSignedBy);
            Add(forged);
            var signs = _signed is not null && forged is null;
            if (signs && !_signed!.Payload.AsSpan().SequenceEqual(json))
            {
                Add(new BundleFinding(BundleFormat.Manifest, "differs from what manifest.jws signs: it was altered"));
            }

            // What is signed counts; where nothing is, the rest is still looked at for what else was altered.
            await Try(BundleFormat.Manifest, () =>
            {
                _manifest = BundleManifest.FromJson(signs ? _signed!.Payload : json);
                var stamp = ZipRecords.Stamp(_manifest.Made());
                foreach (var entry in _entries.Values.Where(e => e.Stamp != stamp))
                {
                    Add(new BundleFinding(entry.Name, "has another time in its header than the manifest"));
                }

                return Task.CompletedTask;
            });
        }

        private async Task CheckDigests(BundleManifest manifest, CancellationToken cancellation)
        {
            if (!manifest.Files.Select(f => (f.Name, f.Content)).SequenceEqual(BundleFormat.Listed.Select(p => (p.Name, p.Content))))
            {
                Add(new BundleFinding(BundleFormat.Manifest, "lists other files than a bundle has"));
            }

            foreach (var entry in _entries.Values)
            {
                var (crc, digest) = await Digests(entry, cancellation);
                var listed = manifest.Files.FirstOrDefault(f => f.Name == entry.Name);
                if (listed is not null && (listed.Bytes != entry.Length || listed.Sha256 != digest))
                {
                    Add(new BundleFinding(entry.Name, "does not match its digest in the manifest: it was altered"));
                }
                else if (crc != entry.Crc)
                {
                    Add(new BundleFinding(entry.Name, "does not match its check sum in the archive: one of them was altered"));
                }
            }
        }

        private async Task CheckContent(BundleManifest manifest, CancellationToken cancellation)
        {
            await Try(BundleFormat.Checkpoint, async () => _checkpoint = Checkpoint.Parse(await Text(BundleFormat.Checkpoint, cancellation)));
            if (_checkpoint is null)
            {
                // Without it nothing says how far the ledger has to go; that it is damaged is named already.
                return;
            }

            Add(_keys.Count == 0 ? null : Signature(BundleFormat.Checkpoint, _checkpoint.KeyFingerprint, _checkpoint.IsSignedBy));
            var checkpoints = new CheckpointVerifier(manifest.CaseId);
            Add(checkpoints.Add(_checkpoint, line: 1) is { } finding ? new BundleFinding(BundleFormat.Checkpoint, finding.ToString()) : null);
            foreach (var witness in witnesses)
            {
                // A later one may name events that this bundle can't know; of an earlier one it must have all that it names of its streams.
                var against = Witnesses.Against(_checkpoint, witness, _keys);
                if (witness.Checkpoint.Number < _checkpoint.Checkpoint.Number && checkpoints.Add(witness, line: 0) is { } other)
                {
                    against ??= new BundleFinding(BundleFormat.Checkpoint, $"the witness contradicts it: {other}") { Stream = other.Stream, Seq = other.Seq };
                }

                Add(against);
            }

            await CheckLedger(manifest, _checkpoint.Checkpoint, checkpoints, cancellation);
        }

        private async Task CheckLedger(BundleManifest manifest, Checkpoint checkpoint, CheckpointVerifier checkpoints, CancellationToken cancellation)
        {
            FilingCheck? filing = null;
            FactsCheck? facts = null;
            await Try(BundleFormat.Filing, async () => filing = new FilingCheck(await Bytes(BundleFormat.Filing, cancellation), manifest));
            await Try(BundleFormat.Facts, async () => facts = new FactsCheck(await Bytes(BundleFormat.Facts, cancellation), manifest.CaseId, manifest.FilingId));
            _ledger = new PartReader(checkpoint, checkpoints);
            await using var content = new EntryStream(bundle, _entries[BundleFormat.Ledger]);
            var finding = await _ledger.Read(content, item => { filing?.See(item); facts?.See(item); }, cancellation);
            if (finding is not null)
            {
                // The files can't be held against a ledger that is wrong itself.
                Add(finding);
                return;
            }

            if (!_ledger.Streams.SequenceEqual(manifest.Streams))
            {
                Add(new BundleFinding(BundleFormat.Manifest, "tells otherwise than ledger.jsonl which streams are disclosed, and how much of them"));
            }

            _findings.AddRange(facts?.Findings ?? []);
            _findings.AddRange(filing?.Findings() ?? []);
            _fields = filing?.FieldCount ?? 0;
        }

        private BundleFinding? Signature(string file, string fingerprint, Func<SigningKey, bool> isSignedBy) =>
            !_keys.TryGetValue(fingerprint, out var key) ? new BundleFinding(file, "is signed by a key that is not in keys.json")
            : isSignedBy(key) ? null : new BundleFinding(file, "has a signature that does not match: it was altered, or signed by somebody else");

        private BundleVerdict Verdict()
        {
            if (_signed is not null && pinned is not null && _signed.KeyFingerprint != pinned)
            {
                Add(new BundleFinding(BundleFormat.ManifestSignature, $"is signed by {_signed.KeyFingerprint}, not by the pinned key {pinned}"));
            }

            var status = _findings.Count > 0 ? VerdictStatus.Broken : pinned is null ? VerdictStatus.ConsistentSignerUnverified : VerdictStatus.Verified;
            var streams = _ledger?.Streams ?? [];
            return new BundleVerdict(status, _findings)
            {
                Manifest = _manifest,
                Streams = streams,
                OtherStreams = _checkpoint is null ? 0 : _checkpoint.Checkpoint.Heads.Count(h => streams.All(s => s.Stream != h.Stream)),
                FieldCount = _fields,
                Checkpoint = _checkpoint?.Checkpoint,
                KeyFingerprint = _signed?.KeyFingerprint,
            };
        }

        private void Add(BundleFinding? finding)
        {
            if (finding is not null)
            {
                _findings.Add(finding);
            }
        }

        private async Task Try(string file, Func<Task> read)
        {
            try
            {
                await read();
            }
            catch (FormatException e)
            {
                Add(new BundleFinding(file, e.Message));
            }
        }

        private async Task<byte[]> Bytes(string name, CancellationToken cancellation)
        {
            var entry = _entries[name];
            var bytes = new byte[entry.Length];
            bundle.Position = entry.Offset;
            await bundle.ReadExactlyAsync(bytes, cancellation);
            return bytes;
        }

        // A JWS stands on one line.
        private async Task<string> Text(string name, CancellationToken cancellation)
        {
            var text = Encoding.Latin1.GetString(await Bytes(name, cancellation));
            return text.EndsWith('\n') ? text[..^1] : throw new FormatException("it does not end with its line");
        }

        private async Task<(uint Crc, string Digest)> Digests(ZipEntry entry, CancellationToken cancellation)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var content = new EntryStream(bundle, entry);
            var buffer = new byte[64 * 1024];
            uint crc = 0;
            while (await content.ReadAsync(buffer, cancellation) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                crc = Crc32.Append(crc, buffer.AsSpan(0, read));
            }

            return (crc, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
    }
}
