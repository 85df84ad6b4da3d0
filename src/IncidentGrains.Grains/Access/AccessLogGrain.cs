using System.Security.Cryptography;
using System.Text;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Ledger;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Access;

/// <summary>Records what the embedded issuer grants.</summary>
internal sealed class AccessLogGrain(
    LedgerServices ledger,
    [PersistentState("access-log", "snapshots")] IPersistentState<Snapshot<AccessLogState>> snapshot,
    ILogger<AccessLogGrain> logger)
    : LedgeredGrain<AccessLog, AccessLogState>(ledger, snapshot, logger), IAccessLogGrain
{
    public async Task Record(MintToken command)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"MintToken\n{command.Meta.Actor.Person}\n{command.Subject}\n{(int)command.Roles}\n{command.Lifetime.Ticks}"));
        var (_, events) = await Run(command, digest, _ => Task.FromResult(AccessLog.Decide(command)));
        if (events[0].Event is TokenMinted recorded && recorded.TokenId != command.TokenId)
        {
            throw new CaseException(
                CaseError.Exists, "token.minted", "A token was minted under this command id already, and it was not kept. Mint another with a fresh command id.");
        }
    }

    protected override Task<CaseException> Refusal(AppendOutcome.GuardRefused refused, Command command) =>
        throw new InvalidOperationException("Minting a token raises no guard.");
}
