using System.Data.Common;

namespace IncidentGrains.Grains.Cohorts.Jobs;

/// <summary>Renews a claim while it is held; cancels the work if the claim is another's by now.</summary>
internal sealed class Renewal : IAsyncDisposable
{
    private readonly CancellationTokenSource _ends = new();
    private readonly Task _renewing;

    public Renewal(Func<Task<bool>> renew, CancellationTokenSource lost, TimeProvider time) => _renewing = Renew(renew, lost, time);

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        await _renewing;
        _ends.Dispose();
    }

    // Every second rather than every few: a watcher sees the progress by it.
    private async Task Renew(Func<Task<bool>> renew, CancellationTokenSource lost, TimeProvider time)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        var renewed = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(_ends.Token))
            {
                try
                {
                    if (!await renew())
                    {
                        await lost.CancelAsync();
                        return;
                    }

                    renewed = time.GetTimestamp();
                }
                catch (DbException)
                {
                    // Until it has run out the claim holds, and the database may come back.
                    if (time.GetElapsedTime(renewed) >= RegistryClaims.Lease)
                    {
                        await lost.CancelAsync();
                        return;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (_ends.IsCancellationRequested)
        {
            // The work is done.
        }
    }
}
