namespace IncidentGrains.Registry.Rows;

/// <summary>A sliding view of a file, 256 KiB at most.</summary>
internal sealed class FileWindow(Stream file)
{
    private const int FirstSize = 64 * 1024;

    // A record with room to spare.
    private const int MaxSize = 4 * RecordScanner.MaxRecord;

    private byte[] _buffer = new byte[FirstSize];
    private int _start;
    private int _end;

    /// <summary>What is at hand and not taken yet.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>True if nothing follows what is at hand.</summary>
    public bool IsAll { get; private set; }

    /// <summary>Bytes taken so far.</summary>
    public long BytesTaken { get; private set; }

    /// <summary>Takes bytes from the front.</summary>
    public void Take(int bytes)
    {
        _start += bytes;
        BytesTaken += bytes;
    }

    /// <summary>Takes some bytes if the file goes on with them.</summary>
    public void Skip(ReadOnlySpan<byte> bytes)
    {
        while (Bytes.Length < bytes.Length && Fill())
        {
        }

        Take(Bytes.StartsWith(bytes) ? bytes.Length : 0);
    }

    /// <summary>Reads on; false if there is nothing more.</summary>
    public bool Fill()
    {
        Bytes.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _end < MaxSize ? MaxSize : throw new InvalidOperationException("The window is full: nothing was taken of it."));
        }

        var read = IsAll ? 0 : file.Read(_buffer.AsSpan(_end));
        _end += read;
        IsAll = read == 0;
        return read > 0;
    }
}
