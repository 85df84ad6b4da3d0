namespace IncidentGrains.Grains.Ledger;

/// <summary>Wakes who waits on this silo for something that happens here now and then.</summary>
internal class Signal
{
    private TaskCompletionSource _next = Create();

    /// <summary>Ends every wait that began before.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, Create()).TrySetResult();

    /// <summary>Take this before reading; it completes when the signal is raised after that.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Waits for a signal on this silo, at most that long: other silos raise theirs.</summary>
    public static async Task Wait(Task next, TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await next.WaitAsync(atMost, time, cancellation);
        }
        catch (TimeoutException)
        {
            // Time to look at what other silos did.
        }
    }

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Something was appended.</summary>
internal sealed class LedgerSignal : Signal;

/// <summary>A clock was armed that is due at once.</summary>
internal sealed class ClockSignal : Signal;
