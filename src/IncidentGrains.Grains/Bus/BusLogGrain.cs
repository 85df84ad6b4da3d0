using System.Security.Cryptography;
using System.Text;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Bus;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Ledger;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Bus;

/// <summary>Records what operators decide about parked messages.</summary>
internal sealed class BusLogGrain(
    LedgerServices ledger,
    [PersistentState("bus-log", "snapshots")] IPersistentState<Snapshot<BusLogState>> snapshot,
    ILogger<BusLogGrain> logger)
    : LedgeredGrain<BusLog, BusLogState>(ledger, snapshot, logger), IBusLogGrain
{
    public Task Record(ParkedCommand command)
    {
        var reason = (command as DiscardParkedMessage)?.Reason;
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{command.GetType().Name}\n{command.Meta.Actor.Person}\n{command.ParkedId}\n{reason}"));
        return Run(command, digest, _ => Task.FromResult(BusLog.Decide(command)));
    }

    protected override Task<CaseException> Refusal(AppendOutcome.GuardRefused refused, Command command) =>
        throw new InvalidOperationException("A decision about a parked message raises no guard.");
}
