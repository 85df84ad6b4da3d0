using System.Data.Common;
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
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The events of a case after a position, as they are recorded, until cancelled (or until all recorded so far are sent).</summary>
    public async IAsyncEnumerable<StoredEvent> Watch(string caseId, long afterPosition, bool untilCurrent, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await _started.Task.WaitAsync(cancellation);
        var position = afterPosition;
        while (true)
        {
            var channel = Subscribe(caseId);
            try
            {
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
        long? position = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.Next;
            try
            {
                position ??= await reader.LastPosition();
                _started.TrySetResult();
                position = await Advance(position.Value);
            }
            catch (Exception e) when (e is DbException or TimeoutException)
            {
                LogFailed(logger, e.GetType().Name);
            }

            await LedgerSignal.Wait(next, Poll, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<long> Advance(long position)
    {
        if (!HasWatchers())
        {
            // Nobody listens: keep up by number alone.
            return await reader.LastPosition();
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

    private bool HasWatchers()
    {
        lock (_lock)
        {
            return _watchers.Count > 0;
        }
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

    private Channel<StoredEvent> Subscribe(string caseId)
    {
        var channel = Channel.CreateBounded<StoredEvent>(new BoundedChannelOptions(MaxBehind) { SingleReader = true });
        lock (_lock)
        {
            if (!_watchers.TryGetValue(caseId, out var channels))
            {
                _watchers[caseId] = channels = [];
            }

            channels.Add(channel);
        }

        return channel;
    }

    private void Unsubscribe(string caseId, Channel<StoredEvent> channel)
    {
        lock (_lock)
        {
            if (_watchers.TryGetValue(caseId, out var channels) && channels.Remove(channel) && channels.Count == 0)
            {
                _watchers.Remove(caseId);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger could not be followed ({Error}); it is tried again")]
    private static partial void LogFailed(ILogger logger, string error);
}
