using System.Collections.Concurrent;

namespace IncidentGrains.Grains.Cohorts;

/// <summary>Threads of their own for work on millions of rows: it never runs on a grain's scheduler, nor on the pool that answers calls.</summary>
/// <remarks>As many threads as processors. What is queued is bounded by whoever queues: imports wait for their chunks.</remarks>
internal sealed class BulkPool : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];

    public BulkPool()
    {
        Threads = Environment.ProcessorCount;
        for (var i = 0; i < Threads; i++)
        {
            new Thread(Work) { IsBackground = true, Name = $"bulk {i + 1}" }.Start();
        }
    }

    /// <summary>How many threads there are.</summary>
    public int Threads { get; }

    /// <summary>Runs work on one of the threads.</summary>
    public Task<T> Run<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    public void Dispose() => _work.CompleteAdding();

    private void Work()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }
}
