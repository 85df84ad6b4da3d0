using Grpc.Core;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Watching;

/// <summary>Watches an incident, hangs up after chosen numbers of events, and resumes after the last position it has.</summary>
internal sealed class ResumingWatcher(string incidentId, IEnumerable<int> cuts)
{
    private readonly SortedSet<int> _cuts = [.. cuts];

    public List<LedgerEvent> Received { get; } = [];

    public int Resumed { get; private set; }

    /// <summary>Watches until so many events were received in all.</summary>
    /// <exception cref="RpcException">The server ended the watch.</exception>
    public async Task Follow(IncidentsService.IncidentsServiceClient incidents, int until)
    {
        while (Received.Count < until)
        {
            using var watch = incidents.WatchIncident(new WatchIncidentRequest
            {
                IncidentId = incidentId, AfterPosition = Received.Count == 0 ? 0 : Received[^1].Position,
            });
            while (Received.Count < until && await watch.ResponseStream.MoveNext(CancellationToken.None))
            {
                Received.Add(watch.ResponseStream.Current.Event);
                if (_cuts.Remove(Received.Count))
                {
                    // Disposing the call is how a client hangs up; what is on its way is lost to it.
                    Resumed++;
                    break;
                }
            }
        }
    }
}
