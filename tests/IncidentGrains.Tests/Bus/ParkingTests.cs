using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using IncidentGrains.Contracts;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Host.Bus;
using IncidentGrains.Tests.Ledger;
using MassTransit;

namespace IncidentGrains.Tests.Bus;

/// <summary>F11: a message that a consumer can't take is parked, the rest proceeds, and an operator can replay it.</summary>
public sealed class ParkingTests
{
    [Fact]
    public async Task Message_ThatAConsumerNeverTakes_IsParkedAndAcknowledged_AndTheRestProceeds()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        var (tries, taken) = (0, new ConcurrentQueue<string>());
        await using var bus = await TestBus.Start(ledger.Store, m =>
        {
            if (m.Stream == "inc-poison")
            {
                Interlocked.Increment(ref tries);
                throw new InvalidOperationException("A defect that names somebody@example.com.");
            }

            taken.Enqueue(m.Stream);
            return Task.CompletedTask;
        });

        await Task.WhenAll(bus.Publish("inc-poison", 4), bus.Publish("inc-b"), bus.Publish("inc-c"));

        Assert.Equal(ConsumerPatience.MaxTries, tries);
        Assert.Equal(["inc-b", "inc-c"], taken.Order(StringComparer.Ordinal));
        var parked = Assert.Single(await bus.Parked.List("", 10));
        Assert.Equal(
            (TestBus.FirstQueue, "urn:message:incidentgrains:incident.merged:v1", "inc-poison", 4L, "InvalidOperationException", 5L),
            (parked.Consumer, parked.Message, parked.Stream, parked.Seq, parked.Reason, parked.Tries));
        Assert.Equal("""{"stream":"inc-poison","seq":4,"into":"inc-b"}""", Encoding.UTF8.GetString(parked.Body));
    }

    [Fact]
    public async Task ParkedMessage_Replayed_GoesToThatConsumerAlone_AndLeavesTheList()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        var (calls, others) = (0, 0);
        await using var bus = await TestBus.Start(
            ledger.Store,
            _ => Interlocked.Increment(ref calls) <= 2 * ConsumerPatience.MaxTries ? throw new InvalidOperationException() : Task.CompletedTask,
            _ =>
            {
                Interlocked.Increment(ref others);
                return Task.CompletedTask;
            });
        await bus.Publish();

        // It fails once more: listed again, its tries counted up.
        await bus.Replay.Replay(Assert.Single(await bus.Parked.List("", 10)));
        var again = Assert.Single(await bus.Parked.List("", 10));
        Assert.Equal(2 * ConsumerPatience.MaxTries, again.Tries);

        await bus.Replay.Replay(again);
        Assert.Empty(await bus.Parked.List("", 10));
        Assert.Equal((2 * ConsumerPatience.MaxTries + 1, 1), (calls, others));
    }

    [Theory]
    [InlineData("this is no JSON")]
    [InlineData("""{"stream":"inc-a","seq":"many","into":"inc-b"}""")]
    [InlineData("""{"stream":"inc-a"}""")]
    [InlineData("null")]
    public async Task Body_ThatCantBeRead_IsParked_AndTheNextIsTaken(string body)
    {
        await using var ledger = LedgerDatabase.Sqlite();
        await using var bus = await TestBus.Start(ledger.Store, _ => Task.CompletedTask);
        await bus.Publisher.Send(async describe =>
        {
            var endpoint = await bus.Bus.GetSendEndpoint(new Uri("queue:" + TestBus.FirstQueue));
            await endpoint.Send(new Anything(), c =>
            {
                c.Serializer = new BusBody(Encoding.UTF8.GetBytes(body));
                describe(c);
            });
        }, default).WaitAsync(TimeSpan.FromSeconds(20));
        await bus.Publish();

        var parked = Assert.Single(await bus.Parked.List("", 10));
        Assert.Equal((body, "body.unreadable", 1L), (Encoding.UTF8.GetString(parked.Body), parked.Reason, parked.Tries));
    }

    [Fact]
    public async Task Message_ThatCantEvenBeParked_IsNotAcknowledged()
    {
        await using var bus = await TestBus.Start(new NoDatabase(), _ => throw new CaseException(CaseError.Refused, "a.rule", "No."));
        await Assert.ThrowsAnyAsync<Exception>(() => bus.Publish());
    }

    [Fact]
    public async Task Message_OfAServerThatStops_IsNeitherParkedNorAcknowledged()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        using var stop = new CancellationTokenSource();
        var tried = new TaskCompletionSource();
        await using var bus = await TestBus.Start(
            ledger.Store,
            _ =>
            {
                tried.TrySetResult();
                throw CaseException.Unavailable();
            },
            stopping: stop.Token);
        var published = bus.Publish();
        await tried.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await stop.CancelAsync();

        await Assert.ThrowsAsync<GivenBackException>(() => published);
        Assert.Empty(await bus.Parked.List("", 10));
    }

    [Theory]
    [InlineData(CaseError.Unavailable, true)]
    [InlineData(CaseError.Overloaded, true)]
    [InlineData(CaseError.Stale, true)]
    [InlineData(CaseError.Refused, false)]
    public void Consumer_IsPatientWithWhatIsAway_AndBriefWithTheRest(CaseError error, bool patient)
    {
        var exception = new CaseException(error, "a.reason", "A refusal.");
        Assert.Equal(TimeSpan.FromMilliseconds(100), ConsumerPatience.Pause(exception, 1, TimeSpan.Zero));
        Assert.Equal(patient ? TimeSpan.FromSeconds(10) : null, ConsumerPatience.Pause(exception, 50, TimeSpan.FromMinutes(9)));
        Assert.Null(ConsumerPatience.Pause(exception, 50, TimeSpan.FromMinutes(11)));
    }

    private sealed record Anything;

    private sealed class NoDatabase : ILedgerStore
    {
        public string EarliestNow => "@now";

        public Task<AppendOutcome[]> Append(IReadOnlyList<LedgerAppend> batch, CancellationToken cancellation) => throw new IOException();

        public Task<T> Read<T>(Func<DbConnection, Task<T>> query) => throw new IOException();

        public Task<T> Write<T>(Func<DbConnection, Task<T>> statement) => throw new IOException();
    }
}
