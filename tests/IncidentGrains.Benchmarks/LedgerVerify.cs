using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using IncidentGrains.Proof;

namespace IncidentGrains.Benchmarks;

/// <summary>P12: checking chains costs little more than hashing what they cover.</summary>
internal static class LedgerVerify
{
    private const int Streams = 100;

    public static Report Run(BenchmarkOptions options)
    {
        var rows = options.Rows ?? 200_000;
        var events = Make(rows);
        var buffers = events.SelectMany(Hashed).ToArray();
        Ours(events);
        Theirs(buffers);
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var i = 0; i < options.Repeats; i++)
        {
            ours.Add(rows / Ours(events));
            theirs.Add(rows / Theirs(buffers));
        }

        return new Report("ledger-verify", rows, [Result.Of("SHA-256 of the same bytes", "events/s", ours, theirs)]);
    }

    private static double Ours(List<LedgerEvent> events)
    {
        var clock = Stopwatch.StartNew();
        var verifier = new ChainVerifier("inc-benchmark");
        foreach (var item in events)
        {
            if (verifier.Check(item) is { } finding)
            {
                throw new InvalidOperationException(finding.ToString());
            }
        }

        return clock.Elapsed.TotalSeconds;
    }

    private static double Theirs(byte[][] buffers)
    {
        var clock = Stopwatch.StartNew();
        Span<byte> digest = stackalloc byte[32];
        foreach (var buffer in buffers)
        {
            SHA256.HashData(buffer, digest);
        }

        return clock.Elapsed.TotalSeconds;
    }

    private static List<LedgerEvent> Make(int rows)
    {
        var heads = Enumerable.Repeat(HashChain.Genesis, Streams).ToArray();
        var events = new List<LedgerEvent>(rows);
        for (var i = 0; i < rows; i++)
        {
            var header = new EventHeader(
                $"inc-{i % Streams:00000000000000000000000000}", (i / Streams) + 1, "inc-benchmark", "incident.timeline-entry-added.v1", "embedded|responder.kim", 1_763_473_920_000_000 + i);
            var salt = RandomNumberGenerator.GetBytes(HashChain.SaltSize);
            var payload = Encoding.UTF8.GetBytes($$"""{"entryId":"tle-{{header.Seq}}","occurredAt":"2025-11-18T13:52:00+00:00","text":"Entry {{i}} of a made-up timeline, about as long as people write them."}""");
            var digest = HashChain.PayloadDigest(salt, payload);
            var hash = HashChain.Hash(heads[i % Streams], header, digest);
            events.Add(new LedgerEvent(header, salt, payload, digest, heads[i % Streams], hash));
            heads[i % Streams] = hash;
        }

        return events;
    }

    // The bytes of the two digests of an event, as HashChain documents them.
    private static IEnumerable<byte[]> Hashed(LedgerEvent item)
    {
        yield return [.. item.Salt!, .. item.Payload!];
        var h = item.Header;
        using var stream = new MemoryStream();
        stream.Write(item.PrevHash);
        stream.Write("ig-event-1"u8);
        foreach (var text in new[] { h.Stream, h.CaseId, h.Type, h.Actor })
        {
            stream.Write([0, 0, 0, 0]);
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        stream.Write(new byte[16]);
        stream.Write(item.PayloadDigest);
        yield return stream.ToArray();
    }
}
