using System.Text;

namespace IncidentGrains.Tests.Import;

/// <summary>A file with one very long line in it, made up while it is read.</summary>
internal sealed class LongLineStream(string front, long length, string back) : Stream
{
    private readonly byte[] _front = Encoding.UTF8.GetBytes(front);
    private readonly byte[] _back = Encoding.UTF8.GetBytes(back);
    private long _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _front.Length + length + _back.Length;

    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, Length - _at);
        for (var i = 0; i < count; i++, _at++)
        {
            buffer[i] = _at < _front.Length ? _front[_at] : _at < _front.Length + length ? (byte)'x' : _back[_at - _front.Length - length];
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
