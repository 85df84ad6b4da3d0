namespace IncidentGrains.Registry.Rows;

/// <summary>A part of a file that is a small complete CSV file itself. Filled by <see cref="FileChunks"/>; its buffer grows and is used again.</summary>
public sealed class FileChunk
{
    private byte[] _buffer = [];
    private int _length;

    /// <summary>The file's header line and whole records.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>How many records there are, readable or not.</summary>
    public int Records { get; internal set; }

    /// <summary>The line of the file on which the first record begins, from 1.</summary>
    public long FirstLine { get; internal set; }

    internal int Length => _length;

    internal void Clear() => (_length, Records) = (0, 0);

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - _length < bytes.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_length + bytes.Length, Math.Max(_buffer.Length * 2, 64 * 1024)));
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }
}
