using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using IncidentGrains.Proof;

namespace IncidentGrains.Tests.Proof;

/// <summary>Random damage to a file never throws, and is never verified unless the file still says the same.</summary>
public sealed class ExportFuzzTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);
    private static readonly byte[] Original = Encoding.UTF8.GetBytes(string.Concat(SampleExport.Whole.Lines().Select(l => l + "\n")));
    private static readonly List<string> Meaning = Meant(Original);

    [Fact]
    public Task Bits_Flipped_AreNoticed() => Fuzz(1, (random, file) =>
    {
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
        }

        return file;
    });

    [Fact]
    public Task Bytes_Replaced_AreNoticed() => Fuzz(2, (random, file) =>
    {
        var likely = "\"\\{}[]:,0129af\n\r null-."u8;
        file[random.Next(file.Length)] = random.Next(2) == 0 ? likely[random.Next(likely.Length)] : (byte)random.Next(256);
        return file;
    });

    [Fact]
    public Task Bytes_RemovedRepeatedOrMoved_AreNoticed() => Fuzz(3, (random, file) =>
    {
        var (from, to) = (random.Next(file.Length), random.Next(file.Length));
        (from, to) = (Math.Min(from, to), Math.Min(Math.Max(from, to), from + 200));
        return random.Next(3) switch
        {
            0 => [.. file[..from], .. file[to..]],
            1 => [.. file[..to], .. file[from..]],
            _ => [.. file[..from], .. file[to..], .. file[from..to]],
        };
    });

    [Fact]
    public Task Digits_OfNumbersChanged_AreNoticed() => Fuzz(4, (random, file) =>
    {
        int at;
        do
        {
            at = random.Next(file.Length);
        }
        while (file[at] is < (byte)'0' or > (byte)'9');
        file[at] = (byte)('0' + random.Next(10));
        return file;
    });

    private static async Task Fuzz(int seed, Func<Random, byte[], byte[]> damage)
    {
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 1_500 && clock.Elapsed < Budget; i++)
        {
            var file = damage(random, [.. Original]);
            var verdict = await SampleExport.Verify(file, SampleExport.Key.Fingerprint, SampleExport.Whole.Checkpoints[0]);
            if (verdict.Status == VerdictStatus.Verified)
            {
                Assert.True(Meaning.SequenceEqual(Meant(file)), $"seed {seed}, round {i}: verified, but says something else");
            }
        }
    }

    // What a file says, line by line: JSON without white space and escapes; the one instant that no hash covers aside, and a key by its fingerprint.
    private static List<string> Meant(byte[] file)
    {
        var meant = new List<string>();
        foreach (var text in Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var line = JsonNode.Parse(text)!.AsObject();
            line.Remove("exported_at");
            meant.Add((string)line["kind"]! switch
            {
                "key" => SigningKey.FromJwk((string)line["jwk"]!).Fingerprint,
                "manifest" => $"{line["format"]} {line["case_id"]}",
                "event" => string.Join('|', line.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value!.ToString())).ToUpperInvariant(),
                _ => string.Join('|', line.Select(p => p.Value!.ToString())),
            });
        }

        return meant;
    }
}
