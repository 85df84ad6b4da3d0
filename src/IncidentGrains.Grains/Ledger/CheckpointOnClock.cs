using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Makes the checkpoints that clocks ask for: a changed case gets one within the interval.</summary>
internal sealed partial class CheckpointOnClock(Clocks clocks, Checkpoints checkpoints, ILogger<CheckpointOnClock> logger) : BackgroundService
{
    private const int AtOnce = 64;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Poll);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var clock in await clocks.Claim(AtOnce))
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
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Checkpoints that are due could not be made ({Error}); they stay due")]
    private static partial void LogFailed(ILogger logger, string error);
}
