using System.IO.Compression;
using System.IO.Hashing;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>Unpacks an entry of a zip archive and holds it against the length and CRC-32 that the archive tells of it; the runtime does not.</summary>
internal sealed class WholeEntry(ZipArchiveEntry entry, string name) : ReadingStream(entry.Open())
{
    private readonly Crc32 _crc = new();
    private long _length;

    /// <inheritdoc/>
    /// <exception cref="ImportStoppedException">The entry is damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = Inner.Read(buffer);
            _crc.Append(buffer[..read]);
            _length += read;
            return read > 0 || buffer.IsEmpty || (_length == entry.Length && _crc.GetCurrentHashAsUInt32() == entry.Crc32) ? read : throw Damaged(cause: null);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
    }

    private ImportStoppedException Damaged(Exception? cause) =>
        new($"{name} is damaged: its content is not what the archive says. Get it again; what was stored of it stays until you cancel the import.", cause);
}
