using System.Text;

namespace IncidentGrains.Proof;

/// <summary>Reads lines of UTF-8 of a bounded length: a file from a stranger must not decide how much memory a verifier takes.</summary>
internal sealed class LineReader(Stream source, int maxLine) : IDisposable
{
    private readonly StreamReader _reader = new(source, leaveOpen: true);
    private readonly StringBuilder _line = new();
    private readonly char[] _buffer = new char[16 * 1024];
    private int _at;
    private int _end;

    /// <summary>The next line without its end, or null at the end of the file. Ends are LF or CR LF.</summary>
    /// <exception cref="InvalidDataException">The line is longer than allowed.</exception>
    public async ValueTask<string?> Next(CancellationToken cancellation)
    {
        _line.Clear();
        var any = false;
        while (true)
        {
            if (_at == _end)
            {
                (_at, _end) = (0, await _reader.ReadAsync(_buffer, cancellation));
                if (_end == 0)
                {
                    return any ? Finish() : null;
                }
            }

            any = true;
            var rest = _buffer.AsSpan(_at, _end - _at);
            var length = rest.IndexOf('\n');
            var taken = length < 0 ? rest.Length : length;
            if (_line.Length + taken > maxLine)
            {
                throw new InvalidDataException($"the file has a line of more than {maxLine:N0} characters");
            }

            _line.Append(rest[..taken]);
            _at += taken + (length < 0 ? 0 : 1);
            if (length >= 0)
            {
                return Finish();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private string Finish()
    {
        if (_line.Length > 0 && _line[^1] == '\r')
        {
            _line.Length--;
        }

        return _line.ToString();
    }
}
