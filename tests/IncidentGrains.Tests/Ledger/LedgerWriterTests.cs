using IncidentGrains.Contracts;

namespace IncidentGrains.Tests.Ledger;

/// <summary>What the writer tells those whose append it does not take.</summary>
public sealed class LedgerWriterTests
{
    [Fact]
    public async Task Append_OnceTheServerStops_IsUnavailableNotOverloaded()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        await using var silos = new Silos(ledger, 1);
        await silos.Writer(0).StopAsync(default);

        var refusal = await Assert.ThrowsAsync<CaseException>(() => silos.Writer(0).Append(Sample.Append("inc-a", "c1")));
        Assert.Equal(CaseError.Unavailable, refusal.Error);
    }
}
