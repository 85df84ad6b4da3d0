namespace IncidentGrains.Registry.Synthetic;

/// <summary>Writes a file of made-up people: the same bytes for the same description, whatever the machine and the number of its cores.</summary>
public static class SyntheticWriter
{
    // Rows that one core makes at a time: about 2.4 MB of text.
    private const int BlockRows = 16_384;

    /// <summary>Writes the file.</summary>
    /// <param name="file">Its description.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="written">Told from time to time how many rows are written.</param>
    /// <param name="cancellation">Ends the writing between blocks.</param>
    /// <exception cref="SyntheticFileException">The description can't be followed.</exception>
    public static void Write(SyntheticFile file, Stream output, Action<long>? written = null, CancellationToken cancellation = default)
    {
        var rows = new SyntheticRows(file);
        var lines = new SyntheticLines(file, rows.People);
        output.Write(lines.Header);
        var blocks = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => new Block()).ToArray();
        var (next, fresh) = (0L, 0L);
        while (next < file.Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var block in blocks)
            {
                // Who is in a block depends on how many people came before it, so blocks are planned in order and then written at once.
                fresh = block.Plan(rows, next, (int)Math.Min(BlockRows, file.Rows - next), fresh);
                next += block.Count;
            }

            Parallel.ForEach(blocks, block => block.Render(lines));
            foreach (var block in blocks)
            {
                output.Write(block.Bytes);
            }

            written?.Invoke(next);
        }
    }

    private sealed class Block
    {
        private readonly SyntheticRow[] _rows = new SyntheticRow[BlockRows];
        private byte[] _buffer = new byte[BlockRows * 160];
        private int _length;

        public int Count { get; private set; }

        public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

        public long Plan(SyntheticRows rows, long first, int count, long fresh)
        {
            Count = count;
            for (var i = 0; i < count; i++)
            {
                _rows[i] = rows.At(first + i, fresh);
                fresh += _rows[i].IsFresh ? 1 : 0;
            }

            return fresh;
        }

        public void Render(SyntheticLines lines)
        {
            _length = 0;
            foreach (ref readonly var row in _rows.AsSpan(0, Count))
            {
                if (_buffer.Length - _length < SyntheticLines.MaxBytes)
                {
                    Array.Resize(ref _buffer, _buffer.Length * 2);
                }

                var text = new SyntheticText(_buffer.AsSpan(_length));
                lines.Write(ref text, row);
                _length += text.Length;
            }
        }
    }
}
