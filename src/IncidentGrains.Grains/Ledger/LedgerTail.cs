using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Follows the ledger for all watchers on this silo with one query a step, however many they are.</summary>
/// <remarks>
/// Position is the order of commits, so what a watcher has read up to a position is complete. A watcher subscribes
/// first, reads what is recorded, then goes on with what the subscription brings: no gap; positions drop the repeats.
/// </remarks>
internal sealed partial class LedgerTail(LedgerReader reader, LedgerSignal signal, ILogger<LedgerTail> logger) : BackgroundService
{
    private const int Page = 500;

    // A watcher that is this far behind reads from the database again instead of holding memory.
    private const int MaxBehind = 2_000;

    // Appends on this silo wake the tail at once; this is for those of other silos.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Channel<StoredEvent>>> _watchers = new(StringComparer.Ordinal);
    private TaskCompletionSource? _following;

    /// <summary>The events of a case after a position, as they are recorded, until cancelled (or until all recorded so far are sent).</summary>
    public async IAsyncEnumerable<StoredEvent> Watch(string caseId, long afterPosition, bool untilCurrent, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var position = afterPosition;
        while (true)
        {
            var (channel, following) = Subscribe(caseId);
            try
            {
                // From here on the tail sees everything new; what is older comes from the database.
                await following.WaitAsync(cancellation);
                while (await reader.Case(caseId, position, Page) is { Count: > 0 } page)
                {
                    foreach (var stored in page)
                    {
                        yield return stored;
                    }

                    position = page[^1].Position;
                }

                if (untilCurrent)
                {
                    yield break;
                }

                // Ends when the watcher fell behind: then round again, from the database.
                await foreach (var stored in channel.Reader.ReadAllAsync(cancellation))
                {
                    if (stored.Position > position)
                    {
                        position = stored.Position;
                        yield return stored;
                    }
                }
            }
            finally
            {
                Unsubscribe(caseId, channel);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long position = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.Next;
            try
            {
                position = await Follow(position);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was, an unhandled exception here would end the process.
                LogFailed(logger, e.GetType().Name);
            }

            await Signal.Wait(next, Poll, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Returns 0 while nobody watches: the database is then left alone.
    private async Task<long> Follow(long position)
    {
        TaskCompletionSource? following;
        lock (_lock)
        {
            following = _following;
        }

        if (following is null)
        {
            return 0;
        }

        if (!following.Task.IsCompleted)
        {
            position = await reader.LastPosition();
            following.SetResult();
        }

        while (await reader.Tail(position, Page) is { Count: > 0 } page)
        {
            foreach (var stored in page)
            {
                Deliver(stored);
            }

            position = page[^1].Position;
        }

        return position;
    }

    private void Deliver(StoredEvent stored)
    {
        lock (_lock)
        {
            foreach (var channel in _watchers.GetValueOrDefault(stored.Header.CaseId) ?? [])
            {
                if (!channel.Writer.TryWrite(stored))
                {
                    channel.Writer.TryComplete();
                }
            }
        }
    }

    private (Channel<StoredEvent> Channel, Task Following) Subscribe(string caseId)
    {
        var channel = Channel.CreateBounded<StoredEvent>(new BoundedChannelOptions(MaxBehind) { SingleReader = true });
        lock (_lock)
        {
            if (!_watchers.TryGetValue(caseId, out var channels))
            {
                _watchers[caseId] = channels = [];
            }

            channels.Add(channel);
            if (_following is null)
            {
                _following = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                signal.Raise();
            }

            return (channel, _following.Task);
        }
    }

    private void Unsubscribe(string caseId, Channel<StoredEvent> channel)
    {
        lock (_lock)
        {
            if (_watchers.TryGetValue(caseId, out var channels) && channels.Remove(channel) && channels.Count == 0)
            {
                _watchers.Remove(caseId);
                if (_watchers.Count == 0)
                {
                    _following = null;
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger could not be followed ({Error}); it is tried again")]
    private static partial void LogFailed(ILogger logger, string error);
}
