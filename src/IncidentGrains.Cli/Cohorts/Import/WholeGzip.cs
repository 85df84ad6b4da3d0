using System.IO.Compression;
using System.Security.Cryptography;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>Unpacks gzip to its very end, or says that the end is missing.</summary>
/// <remarks>
/// The runtime's reader takes a file that was cut off for one that ends there. So something is put behind the file: a member (RFC 1952, 2.2) of
/// random bytes. They come out as the last ones if the file was whole; they are taken for a part of it if it was not.
/// </remarks>
internal sealed class WholeGzip : ReadingStream
{
    private const int MarkSize = 16;

    private readonly byte[] _mark;
    private readonly byte[] _buffer = new byte[128 * 1024];
    private readonly string _name;
    private int _start;
    private int _end;
    private bool _ended;

    private WholeGzip(GZipStream unpacked, byte[] mark, string name)
        : base(unpacked) => (_mark, _name) = (mark, name);

    /// <summary>Unpacks a file.</summary>
    /// <param name="packed">The file.</param>
    /// <param name="name">Its name, for messages.</param>
    public static WholeGzip Open(Stream packed, string name)
    {
        var mark = RandomNumberGenerator.GetBytes(MarkSize);
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(mark);
        }

        return new WholeGzip(new GZipStream(new Behind(packed, member.ToArray()), CompressionMode.Decompress), mark, name);
    }

    /// <inheritdoc/>
    /// <exception cref="ImportStoppedException">The file is damaged or cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        // What may be the mark is held back until more is known.
        while (_end - _start <= MarkSize && !_ended)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            var read = Unpack(_buffer.AsSpan(_end));
            _end += read;
            _ended = read == 0;
        }

        if (_ended && !_buffer.AsSpan(_start, _end - _start).SequenceEqual(_mark))
        {
            throw Damaged(cause: null);
        }

        var taken = Math.Min(buffer.Length, _end - _start - MarkSize);
        _buffer.AsSpan(_start, taken).CopyTo(buffer);
        _start += taken;
        return taken;
    }

    private int Unpack(Span<byte> buffer)
    {
        try
        {
            return Inner.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
    }

    private ImportStoppedException Damaged(Exception? cause) =>
        new($"{_name} is damaged or was cut off: its gzip does not end as it should. Get it again; what was stored of it stays until you cancel the import.", cause);

    private sealed class Behind(Stream inner, byte[] tail) : ReadingStream(inner)
    {
        private int _given;

        public override int Read(Span<byte> buffer)
        {
            var read = _given == 0 ? Inner.Read(buffer) : 0;
            if (read > 0 || buffer.IsEmpty)
            {
                return read;
            }

            var taken = Math.Min(buffer.Length, tail.Length - _given);
            tail.AsSpan(_given, taken).CopyTo(buffer);
            _given += taken;
            return taken;
        }
    }
}
