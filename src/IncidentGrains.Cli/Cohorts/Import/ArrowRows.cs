using System.Buffers;
using Apache.Arrow.Ipc;
using IncidentGrains.Registry.Chunks;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>Reads an Arrow IPC file or stream, compressed or not, as the CSV with the same columns: a batch in memory at a time.</summary>
/// <param name="reader">The file's reader.</param>
/// <param name="name">Its name, for messages.</param>
internal sealed class ArrowRows(ArrowStreamReader reader, string name) : ReadingStream(Null)
{
    private readonly ArrayBufferWriter<byte> _csv = new();
    private bool _begun;
    private int _taken;

    /// <inheritdoc/>
    /// <exception cref="ImportStoppedException">The file is damaged, or has columns that can't be read.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_taken == _csv.WrittenCount)
        {
            _csv.ResetWrittenCount();
            _taken = 0;
            if (!Fill())
            {
                return 0;
            }
        }

        var count = Math.Min(buffer.Length, _csv.WrittenCount - _taken);
        _csv.WrittenSpan.Slice(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        reader.Dispose();
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        try
        {
            if (!_begun)
            {
                _begun = true;
                ArrowCsv.WriteHeader(reader.Schema, _csv);
                return true;
            }

            using var batch = reader.ReadNextRecordBatch();
            if (batch is null)
            {
                return false;
            }

            ArrowCsv.Write(batch, _csv);
            return true;
        }
        catch (Exception e) when (e is not (OutOfMemoryException or IOException { InnerException: not null }))
        {
            // A damaged file meets all kinds of bounds checks in the library.
            throw new ImportStoppedException($"{name} can't be read as Arrow IPC: {e.Message}", e);
        }
    }
}
