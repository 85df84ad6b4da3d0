using System.Buffers;
using System.Threading.Channels;
using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.V1;

namespace IncidentGrains.Host.Cohorts;

/// <summary>One call that brings chunks: gathers frames, hands whole chunks on, answers each in the order of arrival once it is durable.</summary>
/// <param name="requests">The frames.</param>
/// <param name="answers">Where answers go.</param>
/// <param name="places">The silo's places for chunks on their way.</param>
/// <param name="take">What becomes of a whole chunk.</param>
internal sealed class ChunkUpload(
    IAsyncStreamReader<UploadChunksRequest> requests, IServerStreamWriter<UploadChunksResponse> answers, SemaphoreSlim places,
    Func<ChunkStart, ReadOnlyMemory<byte>, Task<ChunkReceipt>> take)
{
    private readonly Channel<(long Number, Task<ChunkReceipt> Receipt)> _onTheirWay = Channel.CreateBounded<(long, Task<ChunkReceipt>)>(UploadLimits.PerCall);

    /// <summary>Runs until the sender is done.</summary>
    /// <param name="admit">Called at the start of each chunk, before anything of it is taken.</param>
    /// <param name="cancellation">Ends it early; what was answered is durable.</param>
    public async Task Run(Func<ChunkStart, Task> admit, CancellationToken cancellation)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var answering = Answer(ends.CancelAsync);
        try
        {
            while (await requests.MoveNext(ends.Token))
            {
                var start = requests.Current.FrameCase == UploadChunksRequest.FrameOneofCase.Start ? Checked(requests.Current.Start)
                    : throw CaseException.Invalid(new FieldViolation("data", "comes without the start of a chunk, or goes on beyond its size. Send a start with the number of bytes that follow."));
                await admit(start);
                await _onTheirWay.Writer.WaitToWriteAsync(ends.Token);
                await places.WaitAsync(ends.Token);
                var gathered = await Gather(start, ends.Token);
                await _onTheirWay.Writer.WriteAsync((start.Number, Taken(start, gathered)), CancellationToken.None);
            }
        }
        catch (Exception e) when (answering.IsFaulted && e is OperationCanceledException or IOException)
        {
            // A chunk could not be taken: the answer says why.
        }
        finally
        {
            // Whatever ended the call: what is on its way is answered, buffers go back and places are free before it is over.
            _onTheirWay.Writer.TryComplete();
            await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await answering;
    }

    private static ChunkStart Checked(ChunkStart start)
    {
        var violations = new List<FieldViolation>();
        Require(start.Number is >= 1 and <= Registry.Segments.Locator.MaxChunks, "start.number", $"must be from 1 to {Registry.Segments.Locator.MaxChunks}; import more in several steps.");
        Require(start.Size is >= 1 and <= UploadLimits.MaxChunk, "start.size", $"must be from 1 to {UploadLimits.MaxChunk} bytes; cut the file between records.");
        Require(start.Sha256.Length == 32, "start.sha256", "must be the 32 bytes of the chunk's SHA-256.");
        Require(start.File.Length <= 200, "start.file", "has more than 200 characters; send a short name.");
        Require(start.FirstLine >= 1, "start.first_line", "must be at least 1.");
        Require(start.Format is ChunkFormat.Csv or ChunkFormat.Arrow, "start.format", "must be CSV or ARROW.");
        return violations.Count == 0 ? start : throw CaseException.Invalid(violations);

        void Require(bool isSo, string field, string otherwise)
        {
            if (!isSo)
            {
                violations.Add(new FieldViolation(field, otherwise));
            }
        }
    }

    // The whole chunk.
    private async Task<byte[]> Gather(ChunkStart start, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)start.Size);
        try
        {
            var size = 0;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            while (size < start.Size)
            {
                patience.CancelAfter(UploadLimits.Patience);
                if (!await requests.MoveNext(patience.Token) || requests.Current.FrameCase != UploadChunksRequest.FrameOneofCase.Data)
                {
                    throw CaseException.Invalid(new FieldViolation("data", $"of chunk {start.Number} ends after {size} of {start.Size} bytes. Send the chunk again."));
                }

                var data = requests.Current.Data;
                if (data.Length is 0 or > UploadLimits.MaxFrame || size + data.Length > start.Size)
                {
                    throw CaseException.Invalid(new FieldViolation("data", $"of chunk {start.Number} must come in frames of 1 to {UploadLimits.MaxFrame} bytes, {start.Size} bytes in all."));
                }

                data.Span.CopyTo(buffer.AsSpan(size));
                size += data.Length;
            }

            return buffer;
        }
        catch (Exception e)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            places.Release();
            throw e is OperationCanceledException && !cancellation.IsCancellationRequested
                ? new CaseException(CaseError.Overloaded, "import.stalled", $"Chunk {start.Number} made no progress for {UploadLimits.Patience.TotalSeconds:0} s. Resume the import.")
                : e;
        }
    }

    private async Task<ChunkReceipt> Taken(ChunkStart start, byte[] buffer)
    {
        try
        {
            return await take(start, buffer.AsMemory(0, (int)start.Size));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            places.Release();
        }
    }

    // An answer waits for nothing but its chunk.
    private async Task Answer(Func<Task> end)
    {
        try
        {
            await foreach (var (number, taken) in _onTheirWay.Reader.ReadAllAsync(CancellationToken.None))
            {
                var receipt = await taken;
                await answers.WriteAsync(
                    new UploadChunksResponse { Number = number, Rows = receipt.Rows, Rejected = receipt.Rejected, Repeated = receipt.Repeated }, CancellationToken.None);
            }
        }
        catch
        {
            await end();
            while (await _onTheirWay.Reader.WaitToReadAsync())
            {
                Task taken = (await _onTheirWay.Reader.ReadAsync()).Receipt;
                await taken.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            throw;
        }
    }
}
