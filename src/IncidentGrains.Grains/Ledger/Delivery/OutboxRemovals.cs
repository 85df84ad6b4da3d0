using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Ledger.Delivery;

/// <summary>Takes entries off the outbox, many with one write: a write of its own for each would cost as much as the command did.</summary>
/// <remarks>An entry whose removal is lost is sent again by the sweep; nothing worse follows from it.</remarks>
internal sealed partial class OutboxRemovals(Outbox outbox, TimeProvider time, ILogger<OutboxRemovals> logger) : BackgroundService
{
    private const int MaxWaiting = 20_000;

    private const int AtOnce = 2_048;

    // What is published meanwhile goes with the same write; entries only matter to the sweep, which waits for seconds.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private readonly Channel<(string Stream, long Seq)> _done = Channel.CreateBounded<(string, long)>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    /// <summary>An entry's effects are safe elsewhere.</summary>
    public void Add(string stream, long seq) => _done.Writer.TryWrite((stream, seq));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What waits is still taken off, so that a restart repeats nothing.
        _done.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var taken = new List<(string, long)>();
        while (await _done.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await Task.Delay(Gather, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (taken.Count < AtOnce && _done.Reader.TryRead(out var entry))
            {
                taken.Add(entry);
            }

            try
            {
                await outbox.Remove(taken);
            }
            catch (Exception e)
            {
                LogFailed(logger, taken.Count, e.GetType().Name);
            }

            taken.Clear();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} entries could not be taken off the outbox ({Error}); their messages are sent again")]
    private static partial void LogFailed(ILogger logger, int count, string error);
}
