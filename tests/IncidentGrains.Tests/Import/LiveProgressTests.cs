using IncidentGrains.Cli.Output;
using Microsoft.Extensions.Time.Testing;

namespace IncidentGrains.Tests.Import;

/// <summary>Progress follows the clock that it is given, and ends as the work ends.</summary>
public sealed class LiveProgressTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Work_IsLookedAtEachTick_UntilItEnds()
    {
        var work = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = new List<TimeSpan>();
        using var looked = new SemaphoreSlim(0);
        var following = new LiveProgress(_time).Follow(() => work.Task, elapsed =>
        {
            seen.Add(elapsed);
            looked.Release();
        });
        for (var tick = 0; tick < 3; tick++)
        {
            // From one thread alone: the fake clock can lose a timer's end when two advance it at once.
            _time.Advance(Tick);
            Assert.True(await looked.WaitAsync(TimeSpan.FromSeconds(20)), "It did not look.");
        }

        work.SetResult(7);
        Assert.Equal(7, await following);
        Assert.Equal([Tick, 2 * Tick, 3 * Tick], seen);
    }

    [Fact]
    public async Task Work_ThatEndsAtOnce_IsNotLookedAt() =>
        Assert.Equal(7, await new LiveProgress(_time).Follow(() => Task.FromResult(7), _ => throw new InvalidOperationException("There was no tick.")));

    [Fact]
    public async Task Failure_OfTheWork_IsPassedOn() => Assert.Equal("no", (await Assert.ThrowsAsync<IOException>(
        () => new LiveProgress(_time).Follow<int>(() => Task.FromException<int>(new IOException("no")), _ => { }))).Message);
}
