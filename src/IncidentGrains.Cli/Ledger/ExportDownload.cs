using Grpc.Core;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Ledger;

/// <summary>Receives the export of a case.</summary>
internal static class ExportDownload
{
    /// <summary>Writes the export to a stream and returns its length; a terminal shows how far it is.</summary>
    /// <exception cref="RpcException">The server refused, or the connection broke; what was written so far is of no use.</exception>
    public static Task<long> To(Stream file, ExportCaseRequest request, Connection connection, CancellationToken cancellation) =>
        Terminal.ShowsProgress
            ? Terminal.Error.Progress().AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new TransferSpeedColumn(), new ElapsedTimeColumn())
                .StartAsync(async progress =>
                {
                    // The length is not known beforehand, so the bar only moves.
                    var task = progress.AddTask("exporting", maxValue: double.MaxValue).IsIndeterminate();
                    return await Copy(file, request, connection, length =>
                    {
                        task.Value = length;
                        task.Description = $"exporting: {length / 1024.0 / 1024.0:N1} MiB";
                    }, cancellation);
                })
            : Copy(file, request, connection, _ => { }, cancellation);

    private static async Task<long> Copy(
        Stream file, ExportCaseRequest request, Connection connection, Action<long> received, CancellationToken cancellation)
    {
        using var call = new LedgerService.LedgerServiceClient(connection.Invoker).ExportCase(request, Connection.Streaming(cancellation));
        long length = 0;
        await foreach (var piece in call.ResponseStream.ReadAllAsync(cancellation))
        {
            await file.WriteAsync(piece.Data.Memory, cancellation);
            length += piece.Data.Length;
            received(length);
        }

        await file.FlushAsync(cancellation);
        return length;
    }
}
