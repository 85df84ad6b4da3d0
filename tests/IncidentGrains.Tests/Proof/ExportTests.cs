using System.Text;
using IncidentGrains.Proof;

namespace IncidentGrains.Tests.Proof;

/// <summary>A1, the file as a whole: cut, re-counted, rewritten, signed anew.</summary>
public sealed class ExportTests
{
    private static readonly string Pin = SampleExport.Key.Fingerprint;
    private static readonly List<string> Lines = SampleExport.Whole.Lines();

    [Fact]
    public async Task Export_Untouched_IsVerified()
    {
        var verdict = await SampleExport.Verify(Lines, Pin, SampleExport.Whole.Checkpoints[1]);
        Assert.Equal((VerdictStatus.Verified, SampleExport.CaseId, 9L, 0L), (verdict.Status, verdict.CaseId, verdict.EventCount, verdict.RedactedCount));
        Assert.Null(verdict.Finding);
        Assert.Equal((Pin, "system"), (verdict.KeyFingerprint, verdict.Clock));
        Assert.Equal([(SampleExport.CaseId, 6L), (SampleExport.Task, 3L)], verdict.Heads.Select(h => (h.Stream, h.Seq)));
    }

    [Fact]
    public async Task Export_WithWindowsLineEnds_IsVerified() =>
        Assert.Equal(VerdictStatus.Verified, (await SampleExport.Verify(Lines.Select(l => l + "\r"), Pin)).Status);

    [Fact]
    public async Task Export_WithoutPin_IsOnlyConsistent() =>
        Assert.Equal(VerdictStatus.ConsistentSignerUnverified, (await SampleExport.Verify(Lines)).Status);

    [Fact]
    public async Task Export_WithRedactedEvent_IsVerifiedAndCounted()
    {
        var item = SampleExport.Whole.Events[3] with { Salt = null, Payload = null };
        var verdict = await SampleExport.Verify([.. Lines[..4], ExportFormat.Event(item), .. Lines[5..]], Pin);
        Assert.Equal((VerdictStatus.Verified, 1L), (verdict.Status, verdict.RedactedCount));
    }

    [Fact]
    public async Task Export_CutAtAnyLine_IsBroken()
    {
        for (var count = 0; count < Lines.Count; count++)
        {
            Assert.Equal(VerdictStatus.Broken, (await SampleExport.Verify(Lines.Take(count), Pin)).Status);
        }
    }

    [Fact]
    public async Task Export_CutAtAnyByte_IsBroken()
    {
        var file = Encoding.UTF8.GetBytes(string.Join('\n', Lines));
        for (var length = 0; length < file.Length; length += 7)
        {
            Assert.Equal(VerdictStatus.Broken, (await SampleExport.Verify(file[..length], Pin)).Status);
        }
    }

    [Fact]
    public async Task Export_CutAndRecounted_IsBroken()
    {
        for (var count = 1; count < Lines.Count - 1; count++)
        {
            Assert.Equal(VerdictStatus.Broken, (await SampleExport.Verify(SampleExport.Recounted(Lines.Take(count)), Pin)).Status);
        }
    }

    [Fact]
    public async Task Export_WithoutEndLine_SaysThatItWasCutOff() => await Broken(Lines[..^1], "cut off");

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"kind":"event"}""")]
    [InlineData("garbage")]
    public async Task Export_ThatGoesOnAfterItsEnd_IsBroken(string more) => await Broken([.. Lines, more], "");

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"kind\":7}")]
    [InlineData("{\"kind\":\"note\"}")]
    [InlineData("{\"kind\":\"manifest\"}")]
    [InlineData("{\"kind\":\"event\",\"kind\":\"note\"}")]
    [InlineData("{\"kind\":\"event\",\"stream\":\"\\ud800\"}")]
    public async Task Export_WithAForeignLine_IsBroken(string line)
    {
        for (var at = 0; at < Lines.Count; at++)
        {
            await Broken(SampleExport.Recounted([.. Lines[..at], line, .. Lines[at..]]), "");
        }
    }

    [Fact]
    public async Task Export_WithAnEventUnderAnotherKindAsWell_IsBroken()
    {
        // One reader takes the first of two equal names, another the last: to one of them this is an event.
        var hidden = Lines[2].Replace("{\"kind\":\"event\",", "{\"kind\":\"event\",\"kind\":\"key\",", StringComparison.Ordinal);
        await Broken(SampleExport.Recounted([.. Lines[..3], hidden, .. Lines[3..]]), "");
    }

    [Fact]
    public async Task Export_OfAnotherFormat_IsBroken() =>
        await Broken([Lines[0].Replace(ExportFormat.Name, "incidentgrains-ledger/2", StringComparison.Ordinal), .. Lines[1..]], "format");

    [Fact]
    public async Task Export_OfAnotherCaseInItsManifest_IsBroken() =>
        await Broken([Lines[0].Replace(SampleExport.CaseId, "inc-9", StringComparison.Ordinal), .. Lines[1..]], "belongs to case");

    [Fact]
    public async Task Export_WithALineWithoutEnd_IsRefusedInBoundedMemory()
    {
        var line = "{\"kind\":\"event\",\"stream\":\"" + new string('x', ExportFormat.MaxLine) + "\"}";
        await Broken([Lines[0], line, .. Lines[1..]], "characters");
    }

    [Fact]
    public async Task Export_WithoutEvents_IsNoWholeRecord() =>
        await Broken(SampleExport.Recounted([Lines[0], ExportFormat.Key(SampleExport.Key)]), "no checkpoint");

    [Fact]
    public async Task Export_OfAReplayedClock_SaysSoWhateverItsManifestSays()
    {
        var lines = SampleExport.Create(SampleExport.Key, clock: "replay").Lines();
        Assert.Equal("replay", (await SampleExport.Verify(lines, Pin)).Clock);
        var altered = lines[0].Replace("\"clock\":\"replay\"", "\"clock\":\"system\"", StringComparison.Ordinal);
        Assert.NotEqual(lines[0], altered);
        Assert.Equal("replay", (await SampleExport.Verify([altered, .. lines[1..]], Pin)).Clock);
    }

    [Fact]
    public async Task Export_RewrittenAndSignedByTheSameKey_IsCaughtByAnyWitness()
    {
        var forged = SampleExport.Create(SampleExport.Key, t => t.Replace("Fact 1", "Fact one", StringComparison.Ordinal)).Lines();
        Assert.Equal(VerdictStatus.Verified, (await SampleExport.Verify(forged, Pin)).Status);
        foreach (var witness in SampleExport.Whole.Checkpoints)
        {
            var verdict = await SampleExport.Verify(forged, Pin, witness);
            Assert.Equal((VerdictStatus.Broken, SampleExport.CaseId), (verdict.Status, verdict.Finding!.Stream));
            Assert.Equal(Checkpoint.Parse(witness).Checkpoint.Heads[0].Seq, verdict.Finding.Seq);
        }
    }

    [Fact]
    public async Task Export_RewrittenAndSignedByAnotherKey_IsCaughtByThePin()
    {
        var forged = SampleExport.Create(SampleExport.OtherKey).Lines();
        Assert.Equal(VerdictStatus.ConsistentSignerUnverified, (await SampleExport.Verify(forged)).Status);
        await Broken(forged, "pinned");
        await Broken(SampleExport.Recounted([.. forged, ExportFormat.Key(SampleExport.Key)]), "pinned");
    }

    [Fact]
    public async Task Export_RewrittenByAnotherKeyWithANewerWitness_IsStillCaughtByThePin()
    {
        // One forged checkpoint over true events: the genuine witness must not lend it its signature.
        var forged = SampleExport.Create(SampleExport.OtherKey).Lines();
        var heads = SampleExport.Whole.Heads();
        var only = new Checkpoint(SampleExport.CaseId, 1, 0, "system", null, heads).Sign(SampleExport.OtherKey);
        var file = SampleExport.Recounted(
            [.. forged.Where(l => !l.Contains("\"kind\":\"checkpoint\"", StringComparison.Ordinal)), ExportFormat.CheckpointLine(only), ExportFormat.Key(SampleExport.Key)]);
        var verdict = await SampleExport.Verify(file, Pin, SampleExport.Whole.Checkpoints[2]);
        Assert.Equal(VerdictStatus.Broken, verdict.Status);
    }

    [Fact]
    public async Task Export_RolledBackToAnEarlierCheckpoint_IsCaughtByANewerWitness()
    {
        // Seven events and two checkpoints are what the ledger once was; only somebody who saw more can tell.
        var past = SampleExport.Recounted([.. Lines[..8], .. Lines[10..12], Lines[13]]);
        Assert.Equal(VerdictStatus.Verified, (await SampleExport.Verify(past, Pin, SampleExport.Whole.Checkpoints[1])).Status);
        var verdict = await SampleExport.Verify(past, Pin, SampleExport.Whole.Checkpoints[2]);
        Assert.Equal((VerdictStatus.Broken, SampleExport.CaseId, 6L), (verdict.Status, verdict.Finding!.Stream, verdict.Finding.Seq));
    }

    [Fact]
    public async Task Witness_OfAnotherCase_IsRefused()
    {
        var foreign = new Checkpoint("inc-9", 1, 0, "system", null, []).Sign(SampleExport.Key);
        Assert.Equal(VerdictStatus.Broken, (await SampleExport.Verify(Lines, Pin, foreign)).Status);
    }

    [Fact]
    public async Task Witness_ThatIsNoCheckpoint_Throws() =>
        await Assert.ThrowsAsync<FormatException>(() => SampleExport.Verify(Lines, Pin, "a.b.c"));

    private static async Task Broken(IEnumerable<string> lines, string reason)
    {
        var verdict = await SampleExport.Verify(lines, Pin);
        Assert.Equal(VerdictStatus.Broken, verdict.Status);
        Assert.Contains(reason, verdict.Finding!.ToString(), StringComparison.Ordinal);
    }
}
