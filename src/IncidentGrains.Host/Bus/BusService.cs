using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Bus;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Ledger.Delivery;
using IncidentGrains.Host.Incidents;
using IncidentGrains.Host.Ledger;
using IncidentGrains.V1;
using ParkedMessage = IncidentGrains.Grains.Ledger.Delivery.ParkedMessage;

namespace IncidentGrains.Host.Bus;

/// <summary>What operators see of the bus, and decide: recorded first, done after.</summary>
internal sealed partial class BusService(ParkedMessages parked, BusReplay bus, IGrainFactory grains) : V1.BusService.BusServiceBase
{
    public override async Task<ListParkedMessagesResponse> ListParkedMessages(ListParkedMessagesRequest r, ServerCallContext context)
    {
        var size = PageTokens.Size(r.PageSize, 100);
        var page = await parked.List(r.PageToken.Length == 0 ? "" : Id(r.PageToken, "page_token"), size + 1);
        return new ListParkedMessagesResponse
        {
            Messages = { page.Take(size).Select(ToProto) },
            NextPageToken = page.Count > size ? page[size - 1].Id : "",
        };
    }

    public override async Task<ReplayParkedMessageResponse> ReplayParkedMessage(ReplayParkedMessageRequest r, ServerCallContext context)
    {
        var message = await parked.Find(Id(r.ParkedId, "parked_id"));
        if (message is not null && !bus.CanReplay(message))
        {
            throw CaseException.Refused("parked.no_consumer", $"This server has no consumer '{message.Consumer}' to which '{r.ParkedId}' could be sent. Discard it, or run the version that has it.");
        }

        await Record(new ReplayParkedMessage(Requests.Meta(context, r.CommandId), r.ParkedId, Reference(message)));
        if (message is not null)
        {
            await Replay(message);
        }

        return new ReplayParkedMessageResponse { ParkedId = r.ParkedId, Parked = await parked.Find(r.ParkedId) is not null };
    }

    public override async Task<DiscardParkedMessageResponse> DiscardParkedMessage(DiscardParkedMessageRequest r, ServerCallContext context)
    {
        var message = await parked.Find(Id(r.ParkedId, "parked_id"));
        if (message is not null && BringsCountedTasks(message))
        {
            throw CaseException.Refused(
                "parked.needed", $"'{r.ParkedId}' brings tasks that are counted as open already: without them '{message.Stream}' could never be closed. Replay it, and have what is not needed cancelled.");
        }

        await Record(new DiscardParkedMessage(Requests.Meta(context, r.CommandId), r.ParkedId, Reference(message), r.Reason));
        if (message is not null)
        {
            await parked.Remove(message);
        }

        return new DiscardParkedMessageResponse { ParkedId = r.ParkedId };
    }

    // Told by the relay it stands under its event's name, told by a consumer under that consumer's queue.
    private static bool BringsCountedTasks(ParkedMessage message) =>
        message.Consumer == BusNames.Queue(BusNames.CreateTasks) || message is { Consumer: ParkedMessage.Relay, Message: IncidentEventTypes.PlaybookApplied };

    private Task Record(ParkedCommand command) => grains.GetGrain<IBusLogGrain>(IBusLogGrain.Key).Record(command);

    private async Task Replay(ParkedMessage message)
    {
        try
        {
            await bus.Replay(message);
        }
        catch (TimeoutException)
        {
            throw new CaseException(
                CaseError.Unavailable, "bus.unavailable", "The bus did not answer in time; the message stays parked until it is through. Retry with the same command id.");
        }
    }

    private static ParkedReference? Reference(ParkedMessage? message) =>
        message is null ? null : new ParkedReference(message.Consumer, message.Message, message.Stream, message.Seq);

    private static string Id(string text, string field) => Form().IsMatch(text) ? text
        : throw CaseException.Invalid(new FieldViolation(field, "is none of this list; send one as it was listed."));

    private static V1.ParkedMessage ToProto(ParkedMessage m) => new()
    {
        ParkedId = m.Id,
        Consumer = m.Consumer,
        Message = m.Message,
        Stream = m.Stream,
        Seq = m.Seq,
        Reason = m.Reason,
        FirstFailedAt = m.FirstFailedAt.ToTimestamp(),
        LastFailedAt = m.LastFailedAt.ToTimestamp(),
        Tries = m.Tries,
    };

    [GeneratedRegex(@"^prk-[0-9a-f]{32}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
