using System.Diagnostics;

namespace IncidentGrains.Cli.Demo;

/// <summary>Waits for what comes over the bus: it takes milliseconds, but a machine may be busy.</summary>
internal static class Patience
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    /// <summary>Asks until there is an answer, and returns it.</summary>
    /// <param name="ask">Asks once; null if it has not come yet.</param>
    /// <param name="missing">What is said if it does not come.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DemoException">It does not come.</exception>
    public static async Task<T> Until<T>(Func<Task<T?>> ask, Func<string> missing, CancellationToken cancellation)
        where T : class
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            if (waiting.Elapsed > Within)
            {
                throw new DemoException(missing());
            }

            await Task.Delay(20, cancellation);
        }
    }
}
