using System.Text.RegularExpressions;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Kills;

/// <summary>Reads back from the ledger what callers sent.</summary>
internal static partial class EachOnce
{
    /// <summary>Fails unless each acknowledged command stands in the ledger once, nothing else does, and every chain is whole.</summary>
    public static async Task Check(Clients clients, OutstandingCallers callers)
    {
        var found = new List<string>();
        foreach (var id in callers.IncidentIds)
        {
            foreach (var item in await clients.Events(id))
            {
                found.AddRange(Marker().Matches(item.Payload.ToString()).Select(m => m.Value));
            }

            var verdict = await clients.Ledger.VerifyCaseAsync(new VerifyCaseRequest { CaseId = id });
            Assert.True(verdict.Verdict == VerifyCaseResponse.Types.Verdict.Verified, $"{id}: {verdict.Finding}");
        }

        // Every command was sent until it was acknowledged, so the ledger holds these and no others.
        Assert.Equal(callers.Acknowledged.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("kill-s[0-9]+c[0-9]+w[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Marker();
}
