using IncidentGrains.Registry.Synthetic;

namespace IncidentGrains.Benchmarks.Cohorts;

/// <summary>A CSV file of made-up people, each of whom has a member id, for us and our peers alike: no peer could load the others into a table with a primary key.</summary>
internal sealed class PeopleFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-people");

    private PeopleFile()
    {
    }

    public string Path => System.IO.Path.Combine(_folder.FullName, "people.csv");

    public long Rows { get; private set; }

    /// <summary>The header's names.</summary>
    public string[] Columns => File.ReadLines(Path).First().Split(',');

    /// <summary>Writes the file.</summary>
    public static PeopleFile Write(long rows)
    {
        var people = new PeopleFile();

        // PostgreSQL's client runs as another user.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(people._folder.FullName, (UnixFileMode)0b111_101_101);
        }

        using var file = new FileStream(people.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        using var kept = new MembersOnly(file);
        SyntheticWriter.Write(new SyntheticFile { Rows = rows, Seed = 20251118, Categories = ["name", "email", "phone", "address"] }, kept);
        people.Rows = kept.Lines - 1;
        return people;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // Lets through the lines that begin with a member id; made-up rows have no line ends in their cells.
    private sealed class MembersOnly(Stream inner) : Stream
    {
        public long Lines { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            while (!buffer.IsEmpty)
            {
                var end = buffer.IndexOf((byte)'\n') + 1;
                if (buffer[0] != ',')
                {
                    inner.Write(buffer[..end]);
                    Lines++;
                }

                buffer = buffer[end..];
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
