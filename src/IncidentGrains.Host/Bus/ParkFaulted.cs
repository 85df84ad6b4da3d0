using System.Runtime.ExceptionServices;
using System.Text.Json;
using IncidentGrains.Contracts;
using IncidentGrains.Grains.Ledger.Delivery;
using MassTransit;

namespace IncidentGrains.Host.Bus;

/// <summary>A message is being parked, not lost: who waits for its acknowledgement gets one.</summary>
internal sealed class Parked;

/// <summary>Parks what a consumer has given up, so that the rest proceeds. If that fails too, the message stays where it came from.</summary>
internal sealed partial class ParkFaulted(ParkedMessages parked, TimeProvider time, string consumer, ILogger logger) : IFilter<ExceptionReceiveContext>
{
    // A body that is larger was not made here; what is left of it tells what it was.
    private const int MaxBody = 1024 * 1024;

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (Chain(context.Exception).OfType<GivenBackException>().FirstOrDefault() is { } given)
        {
            ExceptionDispatchInfo.Throw(given);
        }

        var message = Parking(context);
        try
        {
            await parked.Park(message);
        }
        catch (Exception e)
        {
            LogNotParked(logger, consumer, message.Reason, e.GetType().Name);
            throw;
        }

        LogParked(logger, consumer, message.Id, message.Reason, message.Tries);
        context.GetOrAddPayload(() => new Parked());

        // Else MassTransit takes it for one that nobody wanted, and moves it to a queue of its own.
        await context.NotifyFaulted(context.Exception);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park");

    private ParkedMessage Parking(ExceptionReceiveContext context)
    {
        var body = context.Body.GetBytes();
        var given = Chain(context.Exception).OfType<GivenUpException>().FirstOrDefault();
        var (stream, seq) = Event(body);
        var now = time.GetUtcNow();
        return new ParkedMessage(
            consumer, context.TransportHeaders.Get<string>(BusNames.MessageHeader) ?? "", body.Length <= MaxBody ? body : body[..MaxBody], stream, seq,
            given is null ? "body.unreadable" : Reason(given.InnerException!), given?.FirstFailedAt ?? now, now, given?.Tries ?? 1);
    }

    private static string Reason(Exception exception) => exception is CaseException e ? e.Reason : exception.GetType().Name;

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    // As far as the body tells it: anybody may have put it there.
    private static (string Stream, long Seq) Event(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.String && stream.GetString() is { Length: <= 64 } name
                && root.TryGetProperty("seq", out var seq) && seq.TryGetInt64(out var n) ? (name, n) : ("", 0);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ("", 0);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Consumer} parked a message as {Id} ({Reason}, {Tries} tries): see `incidentctl bus parked`")]
    private static partial void LogParked(ILogger logger, string consumer, string id, string reason, long tries);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Consumer} could neither take a message ({Reason}) nor park it ({Error}); it is delivered again")]
    private static partial void LogNotParked(ILogger logger, string consumer, string reason, string error);
}
