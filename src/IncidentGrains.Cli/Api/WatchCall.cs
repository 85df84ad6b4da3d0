using System.Diagnostics;
using Grpc.Core;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Api;

/// <summary>Follows an incident across broken connections: it resumes after the last event it printed, without a gap or a repeat.</summary>
internal static class WatchCall
{
    // A rolling restart or a failed-over database is over by then; a server that is gone for longer should be noticed.
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    // A quiet stream that lasted this long was a working one.
    private static readonly TimeSpan Working = TimeSpan.FromSeconds(10);

    /// <summary>Prints events until Ctrl-C, or with <c>--until-current</c> until all that is recorded was printed.</summary>
    public static async Task<int> Run(ApiCall call, CancellationToken cancellation)
    {
        var client = new IncidentsService.IncidentsServiceClient(call.Connection.Invoker);
        var request = (WatchIncidentRequest)call.Request;
        var (worked, pause) = (false, ShortestPause);
        var silence = Stopwatch.StartNew();
        while (true)
        {
            var lasted = Stopwatch.StartNew();
            try
            {
                using var stream = client.WatchIncident(request, Connection.Streaming(cancellation));
                await foreach (var item in stream.ResponseStream.ReadAllAsync(cancellation))
                {
                    Reply.WriteItem(item, call.Output);
                    request.AfterPosition = item.Event.Position;
                    (worked, pause) = (true, ShortestPause);
                    silence.Restart();
                }

                if (request.UntilCurrent)
                {
                    return ExitCode.Done;
                }
            }
            catch (RpcException e) when (!cancellation.IsCancellationRequested && IsBreak(e))
            {
                if (lasted.Elapsed > Working)
                {
                    (worked, pause) = (true, ShortestPause);
                    silence.Restart();
                }

                if (!worked || silence.Elapsed > GivesUpAfter)
                {
                    throw;
                }

                Terminal.Line(Terminal.Error, $"the connection broke; resuming after position {request.AfterPosition}", Styles.Warn);
            }

            // An end without --until-current is a server that shuts down: its successor goes on.
            await Task.Delay(pause, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    // A server that shuts down in order cancels its streams.
    private static bool IsBreak(RpcException e) => Failure.IsUnreachable(e) || e.StatusCode == StatusCode.Cancelled;
}
