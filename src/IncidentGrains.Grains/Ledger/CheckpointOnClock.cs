using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Makes the checkpoints that clocks ask for: a changed case gets one within the interval, a change of stage at once.</summary>
internal sealed partial class CheckpointOnClock(Clocks clocks, Checkpoints checkpoints, ClockSignal signal, ILogger<CheckpointOnClock> logger) : BackgroundService
{
    private const int AtOnce = 64;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.Next;
            try
            {
                foreach (var clock in await clocks.Claim(Checkpoints.ClockName, AtOnce))
                {
                    await checkpoints.Create(clock.Owner);
                    await clocks.Complete(clock);
                }
            }
            catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException)
            {
                // The clock rows stay: the next poll, here or on another silo, takes them up.
                LogFailed(logger, e.GetType().Name);
            }

            await Signal.Wait(next, Poll, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Checkpoints that are due could not be made ({Error}); they stay due")]
    private static partial void LogFailed(ILogger logger, string error);
}
