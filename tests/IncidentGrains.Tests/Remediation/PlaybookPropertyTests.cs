using System.Text;
using System.Text.Json;
using IncidentGrains.Law;
using IncidentGrains.Law.Remediation;
using Xunit.Abstractions;

namespace IncidentGrains.Tests.Remediation;

/// <summary>What holds for every playbook, and for every file that is damaged.</summary>
public sealed class PlaybookPropertyTests(ITestOutputHelper output)
{
    private const int Rounds = 500;
    private const string Characters = "abc xyz 09 ÄÖ 한글 🗝 '\"\\#:-[]{},&*!|>%@`?~\t";

    [Fact]
    public void Playbook_WrittenAndRead_IsTheSame()
    {
        var random = Seeded();
        for (var round = 0; round < Rounds; round++)
        {
            var playbook = Any(random);
            var text = PlaybookText.Of(playbook);
            var reading = PlaybookSamples.Read(text);
            Assert.True(reading.Playbook is not null, $"{string.Join('\n', reading.Findings)}\n{text}");
            Assert.Equal(JsonSerializer.Serialize(playbook), JsonSerializer.Serialize(reading.Playbook with { Digest = "" }));
        }
    }

    [Fact]
    public void DamagedFile_IsReadOrRefusedWithALineOfTheFile()
    {
        var random = Seeded();
        var refused = 0;
        byte[][] originals = [.. Repository.Files("deploy/playbooks", "*.yaml").Select(f => File.ReadAllBytes(Path.Combine(Repository.Root, f)))];
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = Damaged(random, originals[random.Next(originals.Length)]);
            var reading = PlaybookReader.Read(damaged);
            refused += reading.Playbook is null ? 1 : 0;
            Assert.Equal(reading.Playbook is null, reading.Findings.Any(f => f.IsError));
            Assert.All(reading.Findings, f => Assert.InRange(f.Line, 1, damaged.Count(b => b == (byte)'\n') + 2));
            Assert.All(reading.Findings, f => Assert.True(f.Text.Length > 10 && f.Text.EndsWith('.'), f.Text));
        }

        output.WriteLine($"{refused} of {Rounds} damaged files refused");
        Assert.InRange(refused, Rounds / 4, Rounds);
    }

    [Fact]
    public void DamagedLine_WhereEachMatters_IsFound()
    {
        // Without its free texts each line of the sample says something that the reader checks: taking one out, or two in, must not pass unseen.
        var lines = PlaybookSamples.Right.TrimEnd().Split('\n');
        string[] free = ["description:", "due_after:", "depends_on:", "- One thing", "- Another thing", "- affected_at_least", "- cause_any", "- data_categories_any", "any:", "all:"];
        var checkedLines = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!free.Any(f => lines[i].TrimStart().StartsWith(f, StringComparison.Ordinal)))
            {
                checkedLines++;
                Assert.True(PlaybookSamples.Read(string.Join('\n', lines.Where((_, n) => n != i))).Playbook is null, $"without line {i + 1}: {lines[i]}");
            }

            Assert.True(PlaybookSamples.Read(string.Join('\n', lines[..(i + 1)].Append(lines[i]).Concat(lines[(i + 1)..]))).Findings.Count > 0
                || lines[i].Contains("affected_at_least", StringComparison.Ordinal) || lines[i].Contains("_any:", StringComparison.Ordinal), $"line {i + 1} twice: {lines[i]}");
        }

        Assert.True(checkedLines >= 12, $"{checkedLines}");
    }

    private Random Seeded()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("INCIDENTGRAINS_TEST_SEED"), out var given) ? given : Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"INCIDENTGRAINS_TEST_SEED={seed}");
        return new Random(seed);
    }

    private static byte[] Damaged(Random random, byte[] original)
    {
        var bytes = original.ToList();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, Encoding.UTF8.GetBytes(": \n- [")[..random.Next(1, 6)]); break;
                default: bytes.InsertRange(at, bytes[..Math.Min(random.Next(1, 60), at + 1)]); break;
            }
        }

        return [.. bytes];
    }

    // Of tasks, each waits for earlier ones only, is due no sooner than they, and the first is mandatory: nothing to warn of is needed.
    private static Playbook Any(Random random)
    {
        var tasks = new List<PlaybookTask>();
        for (var n = random.Next(1, 12); n > 0; n--)
        {
            var index = tasks.Count;
            tasks.Add(new PlaybookTask(
                $"t{index}", Text(random, PlaybookLimits.Title), random.Next(2) == 0 ? "" : Text(random, 300), random.Next(2) == 0,
                (PlaybookPriority)random.Next(1, 5), random.Next(3) == 0 ? null : TimeSpan.FromMinutes(random.Next(1, 365 * 24 * 60)),
                [.. Enumerable.Range(0, random.Next(4)).Select(i => $"{i} {Text(random, 100)}")],
                [.. tasks.Where(_ => random.Next(4) == 0).Select(t => t.Key)]));
        }

        return new Playbook($"p-{random.Next(1000)}", Text(random, 80), random.Next(2) == 0 ? "" : Text(random, 500), "",
            random.Next(3) == 0 ? null : new PlaybookScope([.. Conditions(random, 1)], [.. Conditions(random, 0)]), tasks);
    }

    private static IEnumerable<PlaybookCondition> Conditions(Random random, int least) => Enumerable.Range(0, random.Next(least, 4)).Select(_ => random.Next(1, 6) is var topic && topic == 5
        ? new PlaybookCondition(PlaybookTopic.Affected, [], random.NextInt64(1, 1_000_000_000))
        : new PlaybookCondition((PlaybookTopic)topic, [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => $"w{i} {Text(random, 20)}")]));

    private static string Text(Random random, int max)
    {
        while (true)
        {
            var runes = Characters.EnumerateRunes().ToArray();
            var text = string.Concat(Enumerable.Range(0, random.Next(1, (max / 2) + 1)).Select(_ => runes[random.Next(runes.Length)].ToString())).TrimEnd();
            if (text.Length > 0 && PersonalData.FormIn(text) is null)
            {
                return text;
            }
        }
    }
}
