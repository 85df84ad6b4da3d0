using System.Diagnostics;
using IncidentGrains.Proof;

namespace IncidentGrains.Tests.Proof.Bundles;

/// <summary>What a verification costs; alone, since the heap and the clock are everybody's.</summary>
[Collection(Alone.Name)]
public sealed class BundleMemoryTests
{
    [Fact]
    public async Task Verification_OfManyEvents_KeepsLittleMemory()
    {
        const int Events = 20_000;
        var bundle = Bundle(Events);
        Assert.True(bundle.Length > 8_000_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var verdict = await SampleBundle.Verify(bundle, SampleBundle.Key.Fingerprint);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(kept < 4_000_000, $"{kept} bytes");
        Assert.Equal([], verdict.Findings);
        Assert.Equal((VerdictStatus.Verified, Events + 6L), (verdict.Status, verdict.Streams[1].Events));
        GC.KeepAlive(bundle);
    }

    private static byte[] Bundle(int events)
    {
        var made = SampleBundle.Whole.Copy();
        for (var n = 0; n < events; n++)
        {
            made.Add(SampleBundle.CaseId, "incident.timeline-entry-added.v1", """{"text":"withheld"}""");
        }

        return made.Bundle();
    }
}
