using System.Data.Common;
using Dapper;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Proof;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentGrains.Tests.Ledger;

/// <summary>Work in the background outlives whatever it meets: one bad row stops neither the process nor the other cases.</summary>
public sealed class BackgroundTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Checkpoints_BesideACaseWithACorruptOne_AreMade()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        foreach (var (id, due) in new[] { ("inc-bad", 1), ("inc-good", 2) })
        {
            var append = Sample.Append(id, "c1", caseId: id) with { Clocks = [new ClockArm(id, Grains.Ledger.Checkpoints.ClockName, due)] };
            await ledger.Store.Append([append], default);
        }

        await ledger.Store.Write(c => c.ExecuteAsync("INSERT INTO checkpoint (case_id, number, at, jws) VALUES ('inc-bad', 1, 0, 'garbage')"));
        var checkpoints = new Checkpoints(ledger.Store, ledger.Reader, SigningKey.Create(), TimeProvider.System);
        using var service = new CheckpointOnClock(
            new Clocks(ledger.Store, TimeProvider.System), checkpoints, new ClockSignal(), NullLogger<CheckpointOnClock>.Instance);
        await service.StartAsync(default);

        await Eventually(async () => (await checkpoints.List("inc-good", long.MaxValue, 1)).Count == 1);
        Assert.False(service.ExecuteTask!.IsCompleted);
        await service.StopAsync(default);
    }

    [Fact]
    public async Task Tail_AfterAReadThatFailed_FollowsTheLedger()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        await ledger.Store.Append([Sample.Append("inc-a", "c1")], default);
        using var tail = new LedgerTail(new LedgerReader(new FirstReadFails(ledger.Store)), new LedgerSignal(), NullLogger<LedgerTail>.Instance);
        await tail.StartAsync(default);
        using var bound = new CancellationTokenSource(Patience);

        await foreach (var stored in tail.Watch("inc-case", 0, untilCurrent: true, bound.Token))
        {
            Assert.Equal("inc-a", stored.Header.Stream);
        }

        Assert.False(tail.ExecuteTask!.IsCompleted);
        await tail.StopAsync(default);
    }

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        using var bound = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(20, bound.Token);
        }
    }

    private sealed class FirstReadFails(ILedgerStore store) : ILedgerStore
    {
        private int _reads;

        public Task<AppendOutcome[]> Append(IReadOnlyList<LedgerAppend> batch, CancellationToken cancellation) => store.Append(batch, cancellation);

        public Task<T> Read<T>(Func<DbConnection, Task<T>> query) =>
            Interlocked.Increment(ref _reads) == 1 ? throw new InvalidDataException("A row that nobody wrote.") : store.Read(query);

        public Task<T> Write<T>(Func<DbConnection, Task<T>> statement) => store.Write(statement);

        public string EarliestNow => store.EarliestNow;
    }
}
