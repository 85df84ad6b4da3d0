using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Bus;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Bus;

/// <summary>How much was decided; the log itself is the ledger's stream.</summary>
internal sealed record BusLogState(string Id, long Decided);

/// <summary>The rules of what operators do with parked messages.</summary>
internal sealed class BusLog : IAggregate<BusLogState>
{
    private const int MaxReason = 1_000;

    public static string FoldVersion => "bus/1";

    public static BusLogState Empty(string id) => new(id, 0);

    public static BusLogState Apply(BusLogState state, RecordedEvent item) => state with { Decided = item.Seq };

    public static string CaseOf(BusLogState state) => state.Id;

    public static IndexRow? Index(BusLogState state, BusLogState before) => null;

    public static Decision Decide(ParkedCommand command)
    {
        if (command.Parked is not { } parked)
        {
            throw new CaseException(
                CaseError.NotFound, "parked.not_found", $"There is no parked message '{command.ParkedId}': see the list; one that was replayed or discarded is gone from it.");
        }

        return Decision.Of(command switch
        {
            ReplayParkedMessage => new MessageReplayed(command.ParkedId, parked.Consumer, parked.Message, parked.Stream, parked.Seq),
            DiscardParkedMessage c => Discarded(c, parked),
            _ => throw new InvalidOperationException($"{command.GetType().Name} is no decision about a parked message."),
        });
    }

    private static MessageDiscarded Discarded(DiscardParkedMessage command, ParkedReference parked)
    {
        new RequestCheck().Required("reason", command.Reason, MaxReason).Throw();
        return new MessageDiscarded(command.ParkedId, parked.Consumer, parked.Message, parked.Stream, parked.Seq, command.Reason);
    }
}
