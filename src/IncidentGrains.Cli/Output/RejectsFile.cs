using System.Text;
using IncidentGrains.Characters;
using IncidentGrains.Cli.Api;

namespace IncidentGrains.Cli.Output;

/// <summary>The rows that an import did not take, as CSV. The file is created with the first of them; one that an earlier run left is removed at
/// the start, since it would be read as this run's.</summary>
/// <remarks>Safe to open in a spreadsheet: a cell that would be taken for a formula begins with an apostrophe.</remarks>
internal sealed class RejectsFile : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _header;
    private StreamWriter? _writer;

    /// <summary>Prepares the file without creating it.</summary>
    /// <param name="path">Where it is to be.</param>
    /// <param name="columns">What it tells of each row.</param>
    /// <exception cref="UsageException">Another file is in the way; only an earlier file of rejects is replaced.</exception>
    /// <exception cref="IOException">An earlier one can't be removed.</exception>
    public RejectsFile(string path, params ReadOnlySpan<string> columns)
    {
        (FilePath, _header) = (path, string.Join(',', columns) + "\r\n");
        if (File.Exists(path))
        {
            using (var earlier = new StreamReader(path))
            {
                var start = new char[_header.Length];
                if (earlier.ReadBlock(start) < start.Length || !start.AsSpan().SequenceEqual(_header))
                {
                    throw new UsageException($"{path} is there and is no file of rejects; name another with --rejects");
                }
            }

            File.Delete(path);
        }
    }

    /// <summary>Where it is, or would be.</summary>
    public string FilePath { get; }

    /// <summary>Adds a row. May be called by several threads.</summary>
    public void Add(params IEnumerable<string> cells)
    {
        lock (_gate)
        {
            if (_writer is null)
            {
                _writer = new StreamWriter(FilePath, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                _writer.Write(_header);
            }

            _writer.Write(string.Join(',', cells.Select(Cell)) + "\r\n");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();

    /// <summary>A cell as a spreadsheet reads it as text, quoted where CSV needs it.</summary>
    internal static string Cell(string text)
    {
        // A quoted cell's raw text begins with its quote, and the spreadsheet looks behind it only after unquoting: the raw row is
        // one cell here, so its own first character is what counts.
        var safe = SafeCell.Text(text);
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : safe;
    }
}
