using Google.Rpc;
using Grpc.Core;
using IncidentGrains.Cli.Api;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Sends the rows of a register, some at a time, and learns from each reply what became of the row.</summary>
/// <remarks>Safe to run again, by anyone: a row whose reference is taken is left untouched. When it has to stop (Ctrl-C, no server),
/// no further row is read and what is under way is finished, so every row counted has its outcome.</remarks>
internal sealed class ImportRun(
    IncidentsService.IncidentsServiceClient incidents, Func<CancellationToken, CallOptions> call, RegisterMapping mapping, ImportLog log)
{
    private const string ReferenceTaken = "incident.reference_taken";

    // A server that sheds load says when to come back; after this many times it has more trouble than we can wait for.
    private const int MaxWaits = 20;

    private volatile string? _stopped;
    private int _exitCode = ExitCode.Done;

    /// <summary>Runs to the end of the file, or until stopped.</summary>
    /// <param name="register">The rows.</param>
    /// <param name="startedAt">The server's time at the start: what was opened before was not opened by this run.</param>
    /// <param name="concurrency">How many rows are under way at once.</param>
    /// <param name="interrupt">Set by Ctrl-C.</param>
    public async Task<ImportOutcome> Run(RegisterFile register, DateTimeOffset startedAt, int concurrency, CancellationToken interrupt)
    {
        var mapper = new RowMapper(mapping, register.Columns, startedAt);
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = CancellationToken.None };
        await Parallel.ForEachAsync(Openings(register, mapper, interrupt), options, async (opening, _) => await Send(opening, startedAt));
        if (interrupt.IsCancellationRequested && _stopped is null)
        {
            (_stopped, _exitCode) = ("interrupted", ExitCode.Interrupted);
        }

        return log.Outcome(_stopped, _exitCode);
    }

    private IEnumerable<Opening> Openings(RegisterFile register, RowMapper mapper, CancellationToken interrupt)
    {
        while (!interrupt.IsCancellationRequested && _stopped is null && register.Next() is { } row)
        {
            var (opening, reject) = mapper.Map(row);
            if (reject is not null)
            {
                log.Rejected(reject);
            }
            else if (opening is not null)
            {
                yield return opening;
            }
        }
    }

    private async Task Send(Opening opening, DateTimeOffset startedAt)
    {
        for (var waits = 0; ; waits++)
        {
            try
            {
                var incident = await incidents.OpenIncidentAsync(opening.Request, call(CancellationToken.None));
                // The same person's repeat has the same command id, so it is answered with the first outcome.
                log.Present(opening, isNew: incident.OpenedAt.ToDateTimeOffset() >= startedAt, mapping.Check?.Days(incident, mapping.TimeZone));
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.AlreadyExists && Info(e)?.Reason == ReferenceTaken)
            {
                log.Present(opening, isNew: false, await DaysOf(Info(e)!.Metadata.GetValueOrDefault("incident_id")));
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted && waits < MaxWaits && _stopped is null)
            {
                await Task.Delay(e.GetRpcStatus()?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan() ?? TimeSpan.FromSeconds(1));
            }
            catch (RpcException e) when (Failure.IsUnreachable(e))
            {
                Halt($"no answer from the server: {e.Status.Detail}", ExitCode.Unreachable);
                return;
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.PermissionDenied or StatusCode.Unauthenticated)
            {
                Halt($"the server refuses the caller: {e.Status.Detail}", ExitCode.Refused);
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.InvalidArgument)
            {
                // The row's own words, such as an e-mail address in a name, which the ledger does not take.
                log.Rejected(new RowReject(opening.Line, "", "the server refuses its content: " + e.Status.Detail, opening.Raw));
                return;
            }
            catch (RpcException e)
            {
                log.Refused(opening, e.Status.Detail);
                Interlocked.CompareExchange(ref _exitCode, ExitCode.Refused, ExitCode.Done);
                return;
            }
        }
    }

    // The register's incident may be restricted to others; then it exists, and there is nothing to count.
    private async Task<int?> DaysOf(string? incidentId)
    {
        if (mapping.Check is not { } check || string.IsNullOrEmpty(incidentId))
        {
            return null;
        }

        try
        {
            var incident = await incidents.GetIncidentAsync(new GetIncidentRequest { IncidentId = incidentId }, call(CancellationToken.None));
            return check.Days(incident, mapping.TimeZone);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    private void Halt(string reason, int exitCode)
    {
        _stopped = reason;
        Interlocked.Exchange(ref _exitCode, exitCode);
    }

    private static ErrorInfo? Info(RpcException e) => e.GetRpcStatus()?.GetDetail<ErrorInfo>();
}
