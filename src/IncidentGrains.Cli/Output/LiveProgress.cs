using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>Shows on a terminal's standard error how far work is, four times a second; elsewhere it is silent. How the work ends is how this ends.</summary>
/// <param name="time">The clock by which it looks.</param>
internal sealed class LiveProgress(TimeProvider time)
{
    // As often as people can follow numbers.
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs work under bars.</summary>
    /// <param name="work">The work.</param>
    /// <param name="begin">Adds the bars and returns what brings them up to date, given the time that has passed.</param>
    public Task<T> Show<T>(Func<Task<T>> work, Func<ProgressContext, Action<TimeSpan>> begin) => !Terminal.ShowsProgress ? work() : Terminal.Error.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .StartAsync(context => Follow(work, begin(context)));

    /// <summary>Runs work and looks at it until it ends.</summary>
    public async Task<T> Follow<T>(Func<Task<T>> work, Action<TimeSpan> look)
    {
        var started = time.GetTimestamp();
        var running = work();
        using var timer = new PeriodicTimer(Every, time);
        // A tick that nobody waits for any more ends with the timer.
        while (await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask()) != running)
        {
            look(time.GetElapsedTime(started));
        }

        return await running;
    }
}
