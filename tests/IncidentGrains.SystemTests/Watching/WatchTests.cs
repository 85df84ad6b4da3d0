using Grpc.Core;
using IncidentGrains.SystemTests.Api;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Watching;

/// <summary>A watcher sees every event once and in order, however often it is cut off; and nothing that is not for it.</summary>
[Collection(RealProcesses.Name)]
public sealed class WatchTests(SharedServer shared, ITestOutputHelper output)
{
    private const int Entries = 500;
    private const int Cuts = 20;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Watch_CutTwentyTimesAndAcrossARestart_HasNoGapAndNoRepeat()
    {
        var random = new Random(Seed.Print(output));
        await using var server = await ServerProcess.Start();
        using var before = new Clients(server.Grpc, server.AdminToken);
        var id = (await before.Open()).IncidentId;
        var watcher = new ResumingWatcher(id, [.. Enumerable.Range(0, Cuts).Select(_ => random.Next(1, Entries))]);

        var firstHalf = watcher.Follow(before.Incidents, until: 1 + (Entries / 2));
        await Write(before, id, Entries / 2);
        await firstHalf.WaitAsync(Bound);
        var acrossTheEnd = watcher.Follow(before.Incidents, until: int.MaxValue);
        Assert.Equal(0, await server.Terminate());
        await Assert.ThrowsAnyAsync<RpcException>(() => acrossTheEnd.WaitAsync(Bound));

        await server.Restart();
        using var after = new Clients(server.Grpc, server.AdminToken);
        var secondHalf = watcher.Follow(after.Incidents, until: 1 + Entries);
        await Write(after, id, Entries / 2);
        await secondHalf.WaitAsync(Bound);

        Assert.Equal(Enumerable.Range(1, Entries + 1).Select(n => (long)n), watcher.Received.Select(e => e.Seq));
        Assert.Equal(await after.Events(id), watcher.Received);
        Assert.True(watcher.Resumed >= Cuts / 2, $"It was cut only {watcher.Resumed} times.");
    }

    [Fact]
    public async Task Watch_UntilCurrent_EndsAfterWhatIsRecorded()
    {
        var id = (await shared.Admin.Open()).IncidentId;
        await Write(shared.Admin, id, 20);
        using var watch = shared.Admin.Incidents.WatchIncident(new WatchIncidentRequest { IncidentId = id, UntilCurrent = true });
        var received = await watch.ResponseStream.ReadAllAsync().Select(r => r.Event).ToListAsync();
        Assert.Equal(await shared.Admin.Events(id), received);

        using var rest = shared.Admin.Incidents.WatchIncident(new WatchIncidentRequest { IncidentId = id, UntilCurrent = true, AfterPosition = received[^1].Position });
        Assert.Empty(await rest.ResponseStream.ReadAllAsync().ToListAsync());
    }

    [Fact]
    public async Task Watch_OfWhoeverIsShutOut_EndsWithNotFoundAndNoFurtherEvent()
    {
        var id = (await shared.Admin.Open()).IncidentId;
        using var rita = await shared.As("rita-the-watcher", Role.Responder);
        using var watch = rita.Incidents.WatchIncident(new WatchIncidentRequest { IncidentId = id });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        await shared.Admin.Incidents.RestrictIncidentAsync(new RestrictIncidentRequest { IncidentId = id, CommandId = Clients.NewId(), Reason = "Insider suspected" });
        await shared.Admin.AddEntry(id, "Not for everybody");

        var refusal = await Refusal.Of(() => watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Bound));
        refusal.AssertIs(StatusCode.NotFound, "case.not_found");
        using var again = rita.Incidents.WatchIncident(new WatchIncidentRequest { IncidentId = id });
        (await Refusal.Of(() => again.ResponseStream.MoveNext(CancellationToken.None))).AssertIs(StatusCode.NotFound, "case.not_found");
        (await Refusal.Of(rita.Incidents.GetIncidentAsync(new GetIncidentRequest { IncidentId = id }))).AssertIs(StatusCode.NotFound, "case.not_found");
    }

    [Fact]
    public async Task Watch_FromANegativePosition_NamesTheField()
    {
        var id = (await shared.Admin.Open()).IncidentId;
        using var watch = shared.Admin.Incidents.WatchIncident(new WatchIncidentRequest { IncidentId = id, AfterPosition = -1, UntilCurrent = true });
        (await Refusal.Of(() => watch.ResponseStream.MoveNext(CancellationToken.None))).AssertInvalid("after_position");
    }

    // Eight writers at once, so that appends arrive in batches and the watcher is not fed one by one.
    private static Task Write(Clients clients, string id, int count) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, _) => await clients.AddEntry(id, $"Entry {n}"));
}
