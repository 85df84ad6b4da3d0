using System.Threading.Channels;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>Unpacks on a thread of its own, a few blocks ahead of the reader: unpacking and cutting into chunks share the cores.</summary>
internal sealed class ReadAhead : ReadingStream
{
    private const int Block = 256 * 1024;
    private const int Blocks = 8;

    private readonly Channel<(byte[] Bytes, int Length)> _filled = Channel.CreateBounded<(byte[], int)>(new BoundedChannelOptions(Blocks) { SingleReader = true, SingleWriter = true });
    private readonly Channel<byte[]> _free = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _work;
    private (byte[] Bytes, int Length) _block = ([], 0);
    private int _taken;

    /// <summary>Begins to read.</summary>
    public ReadAhead(Stream inner)
        : base(inner)
    {
        for (var i = 0; i < Blocks; i++)
        {
            _free.Writer.TryWrite(new byte[Block]);
        }

        _work = Task.Run(Fill);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (_taken == _block.Length)
        {
            if (_block.Bytes.Length > 0)
            {
                _free.Writer.TryWrite(_block.Bytes);
                _block = ([], 0);
            }

            _taken = 0;
            if (!_filled.Reader.TryRead(out _block) && !Next())
            {
                return 0;
            }
        }

        var length = Math.Min(buffer.Length, _block.Length - _taken);
        _block.Bytes.AsSpan(_taken, length).CopyTo(buffer);
        _taken += length;
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _closed.Cancel();
            Ended();
            _closed.Dispose();
        }

        base.Dispose(disposing);
    }

    // The reader's own thread waits: it has nothing else to do.
    private bool Next()
    {
        if (!_filled.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            _block = ([], 0);
            return false;
        }

        return _filled.Reader.TryRead(out _block);
    }

    private void Ended() => _work.GetAwaiter().GetResult();

    private async Task Fill()
    {
        try
        {
            while (true)
            {
                var bytes = await _free.Reader.ReadAsync(_closed.Token);
                var length = Inner.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                if (length == 0)
                {
                    break;
                }

                await _filled.Writer.WriteAsync((bytes, length), _closed.Token);
            }

            _filled.Writer.Complete();
        }
        catch (OperationCanceledException)
        {
            // Closed before its end.
            _filled.Writer.Complete();
        }
        catch (Exception e)
        {
            // It belongs to whoever reads, and reaches them there.
            _filled.Writer.Complete(e);
        }
    }
}
