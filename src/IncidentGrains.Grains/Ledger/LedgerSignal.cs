namespace IncidentGrains.Grains.Ledger;

/// <summary>Wakes whoever follows the ledger on this silo when something was appended here.</summary>
internal sealed class LedgerSignal
{
    private TaskCompletionSource _next = Create();

    /// <summary>Ends every wait that began before.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, Create()).TrySetResult();

    /// <summary>Take this before reading; it completes with the next append after that.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Waits for an append on this silo, at most that long: others append too.</summary>
    public static async Task Wait(Task next, TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await next.WaitAsync(atMost, time, cancellation);
        }
        catch (TimeoutException)
        {
            // Time to look at what other silos appended.
        }
    }

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
