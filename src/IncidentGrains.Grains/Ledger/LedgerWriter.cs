using System.Data.Common;
using System.Threading.Channels;
using IncidentGrains.Contracts;
using IncidentGrains.Grains.Ledger.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Appends of many grains, made together: what waits while one batch is written travels in the next.</summary>
/// <remarks>
/// A caller gets its outcome only after the commit. After a database error every append of the batch is made again
/// alone; the ledger's own rule (a command id is appended once) tells whether the first try took effect. If that can't
/// be found out either, the caller gets <see cref="CaseError.Unavailable"/> and may retry with the same id.
/// </remarks>
internal sealed partial class LedgerWriter(ILedgerStore store, LedgerSignals signals, LedgerMetrics metrics, ILogger<LedgerWriter> logger) : BackgroundService
{
    // Measured: beyond this a batch no longer gains, it only makes the first of it wait.
    private const int MaxBatch = 256;

    // More waiting than this means seconds of delay: refuse at once instead, and say so.
    private const int MaxWaiting = 20_000;

    private static readonly TimeSpan AppendTimeout = TimeSpan.FromSeconds(20);

    private readonly Channel<Pending> _queue = Channel.CreateBounded<Pending>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, AllowSynchronousContinuations = false });

    private volatile bool _stopping;

    /// <summary>Appends one command; the outcome is final.</summary>
    /// <exception cref="CaseException">The ledger is overloaded or can't be reached.</exception>
    public Task<AppendOutcome> Append(LedgerAppend append)
    {
        var pending = new Pending(append);
        if (!_queue.Writer.TryWrite(pending))
        {
            throw _stopping
                ? CaseException.Unavailable()
                : new CaseException(CaseError.Overloaded, "ledger.overloaded", "Too many commands wait to be recorded. Retry shortly with the same command id.");
        }

        return pending.Outcome.Task;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // No new appends, but those that wait are made: their callers are still there.
        _stopping = true;
        _queue.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The queue ends the loop, not the token: see StopAsync.
        var later = new List<Pending>();
        while (later.Count > 0 || await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var batch = TakeBatch(later);
            await Write(batch);
        }
    }

    private List<Pending> TakeBatch(List<Pending> later)
    {
        var batch = new List<Pending>(MaxBatch);
        var streams = new HashSet<string>(StringComparer.Ordinal);
        var waiting = later.ToArray();
        later.Clear();
        foreach (var pending in waiting)
        {
            (streams.Add(pending.Append.Stream) ? batch : later).Add(pending);
        }

        while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var pending))
        {
            (streams.Add(pending.Append.Stream) ? batch : later).Add(pending);
        }

        return batch;
    }

    private async Task Write(List<Pending> batch)
    {
        try
        {
            using var timeout = new CancellationTokenSource(AppendTimeout);
            var outcomes = await store.Append([.. batch.Select(p => p.Append)], timeout.Token);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Outcome.SetResult(outcomes[i]);
            }

            metrics.Appended(batch.Count);
            signals.Raise(batch.Where((_, i) => outcomes[i] is AppendOutcome.Appended).Select(p => p.Append));
        }
        catch (Exception e) when (e is DbException or TimeoutException or OperationCanceledException or IOException)
        {
            LogBatchFailed(logger, batch.Count, e.GetType().Name, (e as DbException)?.SqlState);
            foreach (var pending in batch)
            {
                await WriteAlone(pending);
            }
        }
        catch (Exception e)
        {
            // A defect, not a fault of the database: nobody may wait for ever, and the loop must go on.
            LogDefect(logger, e);
            batch.ForEach(p => p.Outcome.TrySetException(CaseException.Unavailable()));
        }
    }

    private async Task WriteAlone(Pending pending)
    {
        const int Tries = 3;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var timeout = new CancellationTokenSource(AppendTimeout);
                var outcomes = await store.Append([pending.Append], timeout.Token);
                var outcome = await Resolve(outcomes[0], pending.Append);
                pending.Outcome.SetResult(outcome);
                signals.Raise(outcome is AppendOutcome.Appended ? [pending.Append] : []);
                return;
            }
            catch (Exception e) when (e is DbException or TimeoutException or OperationCanceledException or IOException)
            {
                if (attempt == Tries)
                {
                    LogGivenUp(logger, pending.Append.Stream, e.GetType().Name, (e as DbException)?.SqlState);
                    pending.Outcome.SetException(CaseException.Unavailable());
                    return;
                }
            }
            catch (Exception e)
            {
                LogDefect(logger, e);
                pending.Outcome.TrySetException(CaseException.Unavailable());
                return;
            }
        }
    }

    // If what stands under the command id is this very append (its salts make its hash unlike any other's), the first
    // try took effect and only its answer was lost.
    private async Task<AppendOutcome> Resolve(AppendOutcome outcome, LedgerAppend append)
    {
        if (outcome is not AppendOutcome.Repeated(_, var last))
        {
            return outcome;
        }

        var stored = await new LedgerReader(store).One(append.Stream, last);
        return stored!.Event.Hash.AsSpan().SequenceEqual(append.Events[^1].Event.Hash) ? new AppendOutcome.Appended() : outcome;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Count} appends failed ({Error} {SqlState}); each is made again alone")]
    private static partial void LogBatchFailed(ILogger logger, int count, string error, string? sqlState);

    [LoggerMessage(Level = LogLevel.Error, Message = "An append to {Stream} could not be made ({Error} {SqlState})")]
    private static partial void LogGivenUp(ILogger logger, string stream, string error, string? sqlState);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The ledger writer met a defect")]
    private static partial void LogDefect(ILogger logger, Exception exception);

    private sealed class Pending(LedgerAppend append)
    {
        public LedgerAppend Append { get; } = append;

        public TaskCompletionSource<AppendOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
