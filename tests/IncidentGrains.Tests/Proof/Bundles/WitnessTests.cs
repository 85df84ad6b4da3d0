using IncidentGrains.Proof;
using IncidentGrains.Proof.Bundles;

namespace IncidentGrains.Tests.Proof.Bundles;

/// <summary>A checkpoint that somebody kept shows a rewrite, also one by a holder of the key.</summary>
public sealed class WitnessTests
{
    private static readonly SampleBundle Sample = SampleBundle.Whole;
    private static readonly SignedCheckpoint Own = Sample.Checkpoint();

    [Fact]
    public async Task Witness_OfTheSameHistory_IsAgreed()
    {
        Assert.Equal(VerdictStatus.Verified, (await Verify(Own.Jws)).Status);
        Assert.Equal(VerdictStatus.Verified, (await Verify(Sample.Checkpoint(number: 5, events: 9).Jws)).Status);
        var later = Sample.Copy();
        later.Add(SampleBundle.CaseId, "incident.closed.v1", "{}");
        later.Add("tsk-1", "task.created.v1", "{}");
        Assert.Equal(VerdictStatus.Verified, (await Verify(later.Checkpoint(number: 8, prev: Checkpoint.DigestOf(Own.Jws)).Jws)).Status);
    }

    [Fact]
    public async Task Witness_OfAnotherHistory_NamesTheEvent()
    {
        var other = SampleBundle.Empty();
        foreach (var item in Sample.Events.Take(9))
        {
            other.Add(item.Header.Stream, item.Header.Type, """{"rewritten":true}""");
        }

        Assert.Contains((await Verify(other.Checkpoint(number: 5).Jws)).Findings, f => (f.File, f.Stream, f.Seq) == (BundleFormat.Ledger, SampleBundle.Filing, 3));
        Assert.Contains(await Reasons(other.Checkpoint(number: 7)), r => r.Contains("two histories", StringComparison.Ordinal));
        Assert.Contains(await Reasons(other.Checkpoint(number: 6)), r => r.Contains("does not follow", StringComparison.Ordinal));
        Assert.Contains(await Reasons(other.Checkpoint(number: 9)), r => r.Contains("gone or another", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Witness_ThatNamesMoreThanTheBundle_IsFound()
    {
        var longer = Sample.Copy();
        longer.Add(SampleBundle.OtherFiling, "filing.filed.v1", "{}");
        Assert.Contains(await Reasons(longer.Checkpoint(number: 5)), r => r.Contains(SampleBundle.OtherFiling, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Witness_OfAnotherKeyOrCase_IsFound()
    {
        Assert.Contains(await Reasons(Sample.Checkpoint(SampleBundle.OtherKey, number: 5)), r => r.Contains("not signed by a key", StringComparison.Ordinal));
        var other = Checkpoint.Parse((Own.Checkpoint with { CaseId = "inc-9" }).Sign(SampleBundle.Key));
        Assert.Contains(await Reasons(other), r => r.Contains("inc-9", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Witness_ThatIsNoCheckpoint_IsTheCallersMistake() =>
        await Assert.ThrowsAsync<FormatException>(() => SampleBundle.Verify(Sample.Bundle(), null, "not one"));

    private static Task<BundleVerdict> Verify(string witness) => SampleBundle.Verify(BundleWriter.Write(Sample.Content(Own), SampleBundle.Key), SampleBundle.Key.Fingerprint, witness);

    private static async Task<IEnumerable<string>> Reasons(SignedCheckpoint witness)
    {
        var verdict = await Verify(witness.Jws);
        Assert.Equal(VerdictStatus.Broken, verdict.Status);
        return verdict.Findings.Select(f => f.Reason);
    }
}
