using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Kills;

/// <summary>Callers that each have one command under way at any time, and send it with the same id until it is acknowledged.</summary>
internal sealed class OutstandingCallers
{
    // A call to a server that died is cut at once; this bounds one that hangs.
    private static readonly TimeSpan CallWithin = TimeSpan.FromSeconds(30);

    // As a client would: repeating at once keeps the machine too busy to notice that a silo died.
    private static readonly TimeSpan Backoff = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan AcknowledgedWithin = TimeSpan.FromSeconds(60);

    // Fixed, so that two runs of one seed record the same.
    private static readonly Timestamp OccurredAt = Timestamp.FromDateTime(new DateTime(2025, 11, 18, 0, 0, 0, DateTimeKind.Utc));

    private readonly int _seed;
    private readonly bool _ownIncident;
    private readonly IReadOnlyList<int>? _quota;
    private readonly Task[] _callers;
    private readonly SemaphoreSlim _acknowledgements = new(0);
    private volatile TaskCompletionSource<IReadOnlyList<Clients>> _servers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _finishing;
    private readonly int[] _sent;
    private int _outstanding;
    private int _repeats;

    /// <param name="seed">What decides the commands of each caller.</param>
    /// <param name="count">How many callers.</param>
    /// <param name="incidentIds">The incidents that they work on.</param>
    /// <param name="ownIncident">Each caller has an incident to itself, so that the seed decides the order of its events too.</param>
    /// <param name="quota">How many commands each caller sends; null: until <see cref="Finish"/>.</param>
    public OutstandingCallers(int seed, int count, IReadOnlyList<string> incidentIds, bool ownIncident = false, IReadOnlyList<int>? quota = null)
    {
        (_seed, IncidentIds, _ownIncident, _quota) = (seed, incidentIds, ownIncident, quota);
        _sent = new int[count];
        _callers = [.. Enumerable.Range(0, count).Select(n => Task.Run(() => Call(n)))];
    }

    public IReadOnlyList<string> IncidentIds { get; }

    /// <summary>The ids of all acknowledged commands; each stands in the text of its command.</summary>
    public ConcurrentBag<string> Acknowledged { get; } = [];

    /// <summary>The version of its incident that each acknowledged command was answered with: the place of its event.</summary>
    public ConcurrentDictionary<string, long> Versions { get; } = new(StringComparer.Ordinal);

    /// <summary>How often callers were told what, instead of success.</summary>
    public ConcurrentDictionary<StatusCode, int> Failures { get; } = [];

    /// <summary>How many commands of each caller were acknowledged.</summary>
    public IReadOnlyList<int> Sent => _sent;

    /// <summary>How many calls are on the wire now.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    /// <summary>How many calls had to be repeated.</summary>
    public int Repeats => Volatile.Read(ref _repeats);

    public void ServerIsAt(Uri address, string token) => ServersAreAt([address], token);

    /// <summary>Several servers, any of which will do: a caller whose call failed goes on to the next.</summary>
    public void ServersAreAt(IEnumerable<Uri> addresses, string token) => _servers.SetResult([.. addresses.Select(a => new Clients(a, token))]);

    /// <summary>From here on callers wait for the next server; what is on the wire stays there.</summary>
    public void ServerIsGone() => _servers = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until the server that is there has acknowledged commands.</summary>
    public async Task Acknowledge(int atLeast)
    {
        while (_acknowledgements.CurrentCount > 0)
        {
            await _acknowledgements.WaitAsync();
        }

        for (var i = 0; i < atLeast; i++)
        {
            Assert.True(await _acknowledgements.WaitAsync(AcknowledgedWithin), "The server is ready but acknowledges nothing.");
        }
    }

    /// <summary>Waits until this many calls are on the wire at once.</summary>
    /// <returns>How many were.</returns>
    public async Task<int> Crowd(int atLeast)
    {
        for (var began = DateTime.UtcNow; DateTime.UtcNow - began < AcknowledgedWithin; await Task.Yield())
        {
            if (Outstanding is var outstanding && outstanding >= atLeast)
            {
                return outstanding;
            }
        }

        throw new TimeoutException($"Never were {atLeast} calls on the wire at once.");
    }

    /// <summary>Lets every caller bring its last command to its acknowledgement.</summary>
    public async Task Finish()
    {
        _finishing = true;
        await Task.WhenAll(_callers).WaitAsync(TimeSpan.FromMinutes(2));
        foreach (var clients in await _servers.Task)
        {
            clients.Dispose();
        }
    }

    private async Task Call(int caller)
    {
        var random = new Random(_seed + caller);
        var server = caller;
        for (var n = 0; _quota is null ? !_finishing : n < _quota[caller]; n++)
        {
            var id = $"kill-s{_seed}c{caller}w{n}";
            var (incident, kind) = (IncidentIds[_ownIncident ? caller : random.Next(IncidentIds.Count)], random.Next(20));
            while (!await TrySend(server, incident, id, kind))
            {
                server++;
                Interlocked.Increment(ref _repeats);
                await Task.Delay(Backoff);
            }

            _sent[caller]++;
            Acknowledged.Add(id);
            _acknowledgements.Release();
        }
    }

    private async Task<bool> TrySend(int server, string incident, string id, int kind)
    {
        var all = await _servers.Task;
        var clients = all[server % all.Count];
        Interlocked.Increment(ref _outstanding);
        try
        {
            Versions[id] = await Send(clients.Incidents, incident, id, kind, DateTime.UtcNow + CallWithin);
            return true;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.Cancelled or StatusCode.DeadlineExceeded
            || e.Status.DebugException is IOException or HttpRequestException)
        {
            // The connection is gone: the caller can't know whether the command took effect.
            Failures.AddOrUpdate(e.StatusCode, 1, (_, n) => n + 1);
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _outstanding);
        }
    }

    private static async Task<long> Send(IncidentsService.IncidentsServiceClient incidents, string incident, string id, int kind, DateTime deadline)
    {
        return kind switch
        {
            0 => (await incidents.RecordFactAsync(
                new RecordFactRequest { IncidentId = incident, CommandId = id, Kind = FactKind.Containment, Text = id }, deadline: deadline)).Version,
            1 => (await incidents.ClaimAwarenessAsync(
                new ClaimAwarenessRequest { IncidentId = incident, CommandId = id, AssertedBy = "controller", Basis = id, AwareAt = OccurredAt }, deadline: deadline)).Version,
            2 => (await incidents.TriageIncidentAsync(
                new TriageIncidentRequest { IncidentId = incident, CommandId = id, Severity = Severity.High, Reasons = { id } }, deadline: deadline)).Version,
            _ => (await incidents.AddTimelineEntryAsync(
                new AddTimelineEntryRequest { IncidentId = incident, CommandId = id, Text = id, OccurredAt = OccurredAt }, deadline: deadline)).IncidentVersion,
        };
    }
}
