using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Processes;

/// <summary>The services of a server as one caller sees them.</summary>
public sealed class Clients : IDisposable
{
    private readonly GrpcChannel _channel;

    /// <param name="server">The gRPC address.</param>
    /// <param name="token">The bearer token; null for a caller without one.</param>
    /// <param name="handler">How to connect, where that is not as usual.</param>
    public Clients(Uri server, string? token, HttpMessageHandler? handler = null)
        : this(
            GrpcChannel.ForAddress(server, new GrpcChannelOptions
            {
                MaxReceiveMessageSize = 64 * 1024 * 1024, MaxSendMessageSize = null, HttpHandler = handler, DisposeHttpClient = handler is not null,
            }),
            token)
    {
    }

    /// <param name="channel">Where calls go and how they are repeated; it goes with this.</param>
    /// <param name="token">The bearer token; null for a caller without one.</param>
    public Clients(GrpcChannel channel, string? token)
    {
        _channel = channel;
        Invoker = token is null ? _channel.CreateCallInvoker() : _channel.Intercept(headers => [.. headers, new("authorization", "Bearer " + token)]);
        (Incidents, Ledger, Access, Bus) = (new(Invoker), new(Invoker), new(Invoker), new(Invoker));
    }

    public CallInvoker Invoker { get; }

    public IncidentsService.IncidentsServiceClient Incidents { get; }

    public LedgerService.LedgerServiceClient Ledger { get; }

    public AccessService.AccessServiceClient Access { get; }

    public BusService.BusServiceClient Bus { get; }

    /// <summary>A fresh command id.</summary>
    public static string NewId() => Guid.NewGuid().ToString();

    public async Task<Incident> Open(string title = "Unusual export of order history") =>
        await Incidents.OpenIncidentAsync(new OpenIncidentRequest { CommandId = NewId(), Title = title });

    public async Task<TimelineEntry> AddEntry(string incidentId, string text) =>
        await Incidents.AddTimelineEntryAsync(new AddTimelineEntryRequest { IncidentId = incidentId, CommandId = NewId(), Text = text });

    public async Task<Incident> Get(string incidentId) =>
        await Incidents.GetIncidentAsync(new GetIncidentRequest { IncidentId = incidentId });

    public async Task<string> Mint(string subject, params Role[] roles) =>
        (await Access.MintTokenAsync(new MintTokenRequest { CommandId = NewId(), Subject = subject, Roles = { roles }, Lifetime = Duration.FromTimeSpan(TimeSpan.FromHours(1)) })).Token;

    /// <summary>All events of a case, page by page.</summary>
    public async Task<IReadOnlyList<LedgerEvent>> Events(string caseId)
    {
        var events = new List<LedgerEvent>();
        for (var token = ""; ;)
        {
            var page = await Ledger.ListEventsAsync(new ListEventsRequest { CaseId = caseId, PageSize = 1000, PageToken = token });
            events.AddRange(page.Events);
            if ((token = page.NextPageToken).Length == 0)
            {
                return events;
            }
        }
    }

    public void Dispose() => _channel.Dispose();
}
