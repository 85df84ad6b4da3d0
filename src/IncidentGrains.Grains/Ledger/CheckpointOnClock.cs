using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Makes the checkpoints that clocks ask for: a changed case gets one within the interval, a change of stage at once.</summary>
internal sealed partial class CheckpointOnClock(Clocks clocks, Checkpoints checkpoints, ClockSignal signal, ILogger<CheckpointOnClock> logger) : BackgroundService
{
    private const int AtOnce = 64;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.Next;
            try
            {
                foreach (var clock in await clocks.Claim(Checkpoints.ClockName, AtOnce))
                {
                    await Act(clock, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The clock rows stay: the next poll, here or on another silo, takes them up.
                LogNotClaimed(logger, e.GetType().Name);
            }

            await Signal.Wait(next, Clocks.Poll, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // One case that can't be had must cost neither the others their checkpoints nor the server its life.
    private async Task Act(DueClock clock, CancellationToken stoppingToken)
    {
        try
        {
            await checkpoints.Create(clock.Owner);
            await clocks.Complete(clock);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(logger, clock.Owner, e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Clocks that are due could not be claimed ({Error}); they stay due")]
    private static partial void LogNotClaimed(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The checkpoint of {Case} could not be made ({Error}); it is tried again once its claim has run out")]
    private static partial void LogFailed(ILogger logger, string @case, string error);
}
