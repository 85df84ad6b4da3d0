using System.Threading.Channels;
using Grpc.Core;
using IncidentGrains.Cli.Api;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>Sends chunks to the server, a few ahead of its answers, and again whatever it has not answered when the connection is cut.</summary>
/// <param name="client">The server.</param>
/// <param name="incidentId">The incident.</param>
/// <param name="importId">The import.</param>
/// <param name="time">Measures how long there was no progress.</param>
internal sealed class ChunkUpload(CohortsService.CohortsServiceClient client, string incidentId, string importId, TimeProvider time)
{
    // As many as the server takes of a call at once; with one more being cut, some 80 MB.
    private const int Window = 4;

    // A server that is started again, or taken over by another silo, is back by then.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Channel<UploadChunk> _cut = Channel.CreateBounded<UploadChunk>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
    private readonly Channel<UploadChunk> _free = Channel.CreateUnbounded<UploadChunk>();
    private readonly Queue<UploadChunk> _unanswered = new();
    private long _rows;
    private long _rejected;
    private long _answered;

    /// <summary>Rows that the server took of the chunks sent. May be read by other threads.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Rows that it rejected.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Chunks that it answered.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Sends all chunks behind those that the server has, and returns once each is durable.</summary>
    /// <param name="reader">Where chunks come from, at its beginning.</param>
    /// <param name="known">The import as the server has it.</param>
    /// <param name="cancellation">Ends it between frames; what was answered is durable.</param>
    /// <exception cref="ImportStoppedException">The files are not those of the import, or can't be read.</exception>
    /// <exception cref="RpcException">The server refuses, or is away for too long.</exception>
    public async Task Run(ChunkReader reader, V1.Import known, CancellationToken cancellation)
    {
        for (var i = 0; i < Window + 2; i++)
        {
            _free.Writer.TryWrite(new UploadChunk());
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var cutting = Task.Run(() => Cut(reader, known, ends.Token), CancellationToken.None);
        try
        {
            await Send(ends.Token);
        }
        finally
        {
            await ends.CancelAsync();
            await cutting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // On its own thread: reading, cutting and hashing take the processor, sending waits.
    private async Task Cut(ChunkReader reader, V1.Import known, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var chunk = await _free.Reader.ReadAsync(cancellation);
                if (!reader.TryNext(chunk))
                {
                    break;
                }

                if (chunk.Number == known.ContiguousChunks && !known.ContiguousDigest.Span.SequenceEqual(reader.Digest))
                {
                    throw NotTheSame();
                }

                await (chunk.Number <= known.ContiguousChunks ? _free : _cut).Writer.WriteAsync(chunk, cancellation);
            }

            _cut.Writer.Complete(reader.Count < known.ContiguousChunks ? NotTheSame() : null);
        }
        catch (Exception e)
        {
            // It reaches the sender in its place among the chunks.
            _cut.Writer.Complete(e);
        }
    }

    private ImportStoppedException NotTheSame() => new(
        $"The files are not those that '{importId}' was begun with: they were changed, or are in another order. Cancel that import (incidentctl cohort cancel-import {incidentId} --import-id {importId} --reason …) and begin anew.");

    private async Task Send(CancellationToken cancellation)
    {
        var since = time.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(250); ; pause = TimeSpan.FromSeconds(Math.Min(3, pause.TotalSeconds * 2)))
        {
            var before = Answered;
            try
            {
                await SendAll(cancellation);
                return;
            }
            catch (RpcException e) when (IsPassing(e) && !cancellation.IsCancellationRequested)
            {
                if (Answered > before)
                {
                    (since, pause) = (time.GetTimestamp(), TimeSpan.FromMilliseconds(250));
                }
                else if (time.GetElapsedTime(since) > Patience)
                {
                    throw;
                }
            }

            await Task.Delay(pause, time, cancellation);
        }
    }

    // The server is away, the connection was cut, or it asks for less at once.
    private static bool IsPassing(RpcException e) =>
        Failure.IsCut(e) || e.StatusCode is StatusCode.ResourceExhausted or StatusCode.Aborted;

    private async Task SendAll(CancellationToken cancellation)
    {
        using var call = client.UploadChunks(Connection.Streaming(cancellation));
        var room = Channel.CreateUnbounded<bool>();
        for (var i = 0; i < Window; i++)
        {
            room.Writer.TryWrite(true);
        }

        var answers = Answers(call.ResponseStream, room.Writer, cancellation);
        try
        {
            await SendAll(call.RequestStream, room.Reader, cancellation);
        }
        catch
        {
            call.Dispose();
            await answers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await answers;
        if (_unanswered.Count > 0 || !_cut.Reader.Completion.IsCompleted)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "The server ended the upload before it had answered every chunk."));
        }
    }

    // First what an earlier call left unanswered, then the rest; returns early if the call is over.
    private async Task SendAll(IClientStreamWriter<UploadChunksRequest> requests, ChannelReader<bool> room, CancellationToken cancellation)
    {
        foreach (var chunk in _unanswered.ToArray())
        {
            if (!await TrySend(requests, chunk, room, cancellation))
            {
                return;
            }
        }

        await foreach (var chunk in _cut.Reader.ReadAllAsync(cancellation))
        {
            lock (_unanswered)
            {
                _unanswered.Enqueue(chunk);
            }

            if (!await TrySend(requests, chunk, room, cancellation))
            {
                return;
            }
        }

        await TryWrite(requests.CompleteAsync, cancellation);
    }

    private async Task<bool> TrySend(IClientStreamWriter<UploadChunksRequest> requests, UploadChunk chunk, ChannelReader<bool> room, CancellationToken cancellation)
    {
        if (!await room.WaitToReadAsync(cancellation) || !room.TryRead(out _))
        {
            return false;
        }

        foreach (var frame in chunk.Frames(incidentId, importId))
        {
            if (!await TryWrite(() => requests.WriteAsync(frame, cancellation), cancellation))
            {
                return false;
            }
        }

        return true;
    }

    // False if the call ended under the writer; how is for the reader of answers to say.
    private static async Task<bool> TryWrite(Func<Task> write, CancellationToken cancellation)
    {
        try
        {
            await write();
            return true;
        }
        catch (Exception e) when (Failure.EndsWriting(e) && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task Answers(IAsyncStreamReader<UploadChunksResponse> answers, ChannelWriter<bool> room, CancellationToken cancellation)
    {
        try
        {
            await foreach (var answer in answers.ReadAllAsync(cancellation))
            {
                UploadChunk? chunk;
                lock (_unanswered)
                {
                    // The server answers in the order of arrival.
                    if (!_unanswered.TryDequeue(out chunk) || chunk.Number != answer.Number)
                    {
                        throw new ImportStoppedException($"The server answered chunk {answer.Number} out of its turn; nothing is lost. Run the same command again.");
                    }
                }

                Interlocked.Add(ref _rows, answer.Rows);
                Interlocked.Add(ref _rejected, answer.Rejected);
                Interlocked.Increment(ref _answered);
                _free.Writer.TryWrite(chunk);
                room.TryWrite(true);
            }
        }
        finally
        {
            // Nobody waits for an answer that will not come.
            room.TryComplete();
        }
    }
}
