using System.Security.Cryptography;
using System.Text.Json;

namespace IncidentGrains.Proof;

/// <summary>Verifies an export without a server, a database, or trust in either.</summary>
/// <remarks>
/// Two passes over a seekable stream: checkpoints and keys first, then the events one by one, so memory does not grow
/// with the number of events. The first thing that is wrong ends it and is named. Reading problems of the file itself
/// (not JSON, a missing member, a cut-off end) are findings, not exceptions.
/// </remarks>
public static class ExportVerifier
{
    /// <summary>Verifies an export.</summary>
    /// <param name="export">The file, seekable.</param>
    /// <param name="pinnedFingerprint">The fingerprint of the signing key, learned over another channel; null if unknown.</param>
    /// <param name="witnesses">Checkpoints (JWS) that were kept outside the ledger, such as one that came with a filing.</param>
    /// <param name="cancellation">Ends the verification early.</param>
    /// <exception cref="FormatException">A witness is no checkpoint.</exception>
    public static async Task<Verdict> Verify(
        Stream export, string? pinnedFingerprint = null, IReadOnlyList<string>? witnesses = null, CancellationToken cancellation = default)
    {
        var run = new Run(pinnedFingerprint, [.. (witnesses ?? []).Select(Checkpoint.Parse)]);
        try
        {
            return await run.Verify(export, cancellation);
        }
        finally
        {
            run.Dispose();
        }
    }

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private sealed class Run(string? pinned, SignedCheckpoint[] witnesses) : IDisposable
    {
        private readonly Dictionary<string, SigningKey> _keys = new(StringComparer.Ordinal);
        private string _caseId = "";
        private string _clock = "system";
        private CheckpointVerifier _checkpoints = new("");
        private ChainVerifier _chains = new("");

        public void Dispose()
        {
            foreach (var key in _keys.Values)
            {
                key.Dispose();
            }
        }

        public async Task<Verdict> Verify(Stream export, CancellationToken cancellation)
        {
            try
            {
                return await VerifyLines(export, cancellation);
            }
            catch (InvalidDataException e)
            {
                return Result(new Finding("", 0, e.Message), 0);
            }
        }

        private async Task<Verdict> VerifyLines(Stream export, CancellationToken cancellation)
        {
            var (finding, line) = await ReadFrame(export, cancellation);
            if (finding is not null)
            {
                // A damaged frame must not hide which event was altered: look for that first.
                var (inEvents, at) = await ReadEvents(export, cancellation);
                return Result(inEvents ?? finding, inEvents is null ? line : at);
            }

            (finding, line) = await ReadEvents(export, cancellation);
            if (finding is null)
            {
                finding = _checkpoints.Missing(_chains.Heads) ?? Uncovered();
            }

            if (finding is null)
            {
                (finding, line) = _checkpoints.Chain();
            }

            if (finding is null)
            {
                (finding, line) = _checkpoints.Signatures(_keys);
            }

            return Result(finding, line);
        }

        private async Task<(Finding? Finding, long Line)> ReadFrame(Stream export, CancellationToken cancellation)
        {
            long number = 0;
            var ended = false;
            Finding? first = null;
            long at = 0;
            export.Position = 0;
            using var reader = new LineReader(export, ExportFormat.MaxLine);
            while (await reader.Next(cancellation) is { } text)
            {
                number++;
                Finding? finding;
                try
                {
                    finding = ended ? new Finding("", 0, "the file goes on after its end line") : Frame(text, number, ref ended);
                }
                catch (Exception e) when (IsDamage(e))
                {
                    finding = new Finding("", 0, $"line {number} can't be read: {e.Message}");
                }

                if (first is null && finding is not null)
                {
                    (first, at) = (finding, number);
                }
            }

            foreach (var witness in witnesses)
            {
                first ??= _checkpoints.Add(witness, line: 0);
            }

            return first is null && !ended ? (new Finding("", 0, "the file has no end line: it was cut off"), number) : (first, at);
        }

        private Finding? Frame(string text, long number, ref bool ended)
        {
            // Events are the bulk; they are parsed once, in the second pass.
            if (number > 1 && text.StartsWith("""{"kind":"event",""", StringComparison.Ordinal))
            {
                return null;
            }

            using var document = JsonDocument.Parse(text, Strict);
            var line = document.RootElement;
            var kind = ExportFormat.Text(line, "kind");
            if (number == 1)
            {
                return kind == "manifest" ? ReadManifest(line) : new Finding("", 0, "the file does not begin with a manifest");
            }

            switch (kind)
            {
                case "checkpoint":
                    return _checkpoints.Add(Checkpoint.Parse(ExportFormat.Text(line, "jws")), number);
                case "key":
                    var key = SigningKey.FromJwk(ExportFormat.Text(line, "jwk"));
                    _keys[key.Fingerprint] = key;
                    return null;
                case "end":
                    ended = true;
                    var said = line.GetProperty("lines").GetInt64();
                    return said == number - 1 ? null : new Finding("", 0, $"the end line counts {said} lines before it, there are {number - 1}");
                case "event":
                    return null;
                default:
                    return new Finding("", 0, $"line {number} is of the unknown kind '{kind}'");
            }
        }

        private Finding? ReadManifest(JsonElement line)
        {
            var format = ExportFormat.Text(line, "format");
            _caseId = ExportFormat.Text(line, "case_id");
            _clock = ExportFormat.Text(line, "clock");
            _checkpoints = new CheckpointVerifier(_caseId);
            _chains = new ChainVerifier(_caseId);
            return format == ExportFormat.Name ? null
                : new Finding("", 0, $"the file is of format '{format}'; this verifier reads '{ExportFormat.Name}'");
        }

        private async Task<(Finding? Finding, long Line)> ReadEvents(Stream export, CancellationToken cancellation)
        {
            long number = 0;
            export.Position = 0;
            using var reader = new LineReader(export, ExportFormat.MaxLine);
            while (await reader.Next(cancellation) is { } text)
            {
                number++;
                if (number == 1)
                {
                    continue;
                }

                try
                {
                    using var document = JsonDocument.Parse(text, Strict);
                    if (ExportFormat.Text(document.RootElement, "kind") != "event")
                    {
                        continue;
                    }

                    var item = ExportFormat.ReadEvent(document.RootElement);
                    if ((_chains.Check(item) ?? _checkpoints.Check(item)) is { } finding)
                    {
                        return (finding, number);
                    }
                }
                catch (Exception e) when (IsDamage(e))
                {
                    return (new Finding("", 0, $"line {number} can't be read: {e.Message}"), number);
                }
            }

            return (null, 0);
        }

        private Finding? Uncovered()
        {
            if (_checkpoints.Last is not { } last)
            {
                return new Finding("", 0, "the file holds no checkpoint");
            }

            var covered = last.Checkpoint.Heads.ToDictionary(h => h.Stream, h => h.Seq, StringComparer.Ordinal);
            foreach (var head in _chains.Heads)
            {
                if (!covered.TryGetValue(head.Stream, out var seq) || seq != head.Seq)
                {
                    return new Finding(head.Stream, seq + 1, "is not covered by the last checkpoint: it was added after the export was made");
                }
            }

            return null;
        }

        private Verdict Result(Finding? finding, long line)
        {
            var fingerprint = _checkpoints.Last?.KeyFingerprint;
            if (finding is null && pinned is not null && fingerprint != pinned)
            {
                finding = new Finding("", 0, $"the export is signed by {fingerprint}, not by the pinned key {pinned}");
            }

            var status = finding is not null ? VerdictStatus.Broken
                : pinned is null ? VerdictStatus.ConsistentSignerUnverified : VerdictStatus.Verified;
            return new Verdict(
                status, _caseId, finding, finding is null ? 0 : line, _chains.EventCount, _chains.RedactedCount, _checkpoints.Count,
                _chains.Heads, fingerprint, _checkpoints.IsReplay ? "replay" : _clock)
            {
                Last = _checkpoints.Last?.Checkpoint,
            };
        }

        private static bool IsDamage(Exception e) =>
            e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or CryptographicException;
    }
}
