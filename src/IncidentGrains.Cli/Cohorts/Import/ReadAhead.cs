using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>Unpacks on a thread of its own, a few blocks ahead of the reader: unpacking and cutting into chunks share the cores.</summary>
internal sealed class ReadAhead : ReadingStream
{
    private const int Block = 256 * 1024;
    private const int Blocks = 8;

    private readonly BlockingCollection<(byte[] Bytes, int Length)> _filled = [];
    private readonly BlockingCollection<byte[]> _free = [];
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;
    private (byte[] Bytes, int Length) _block = ([], 0);
    private int _taken;

    /// <summary>Begins to read.</summary>
    public ReadAhead(Stream inner)
        : base(inner)
    {
        for (var i = 0; i < Blocks; i++)
        {
            _free.Add(new byte[Block]);
        }

        _thread = new Thread(Fill) { IsBackground = true, Name = "unpacking" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (_taken == _block.Length)
        {
            if (_block.Length > 0)
            {
                _free.Add(_block.Bytes);
            }

            (_block, _taken) = (([], 0), 0);
            if (!_filled.TryTake(out _block, Timeout.Infinite))
            {
                // What went wrong there belongs to whoever reads.
                _failure?.Throw();
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
        if (disposing && _thread.IsAlive)
        {
            // Without a free block it ends.
            _free.CompleteAdding();
            while (_free.TryTake(out _))
            {
            }

            _thread.Join();
        }

        if (disposing)
        {
            _filled.Dispose();
            _free.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Fill()
    {
        try
        {
            while (_free.TryTake(out var bytes, Timeout.Infinite))
            {
                var length = Inner.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                if (length == 0)
                {
                    break;
                }

                _filled.Add((bytes, length));
            }
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }

        _filled.CompleteAdding();
    }
}
