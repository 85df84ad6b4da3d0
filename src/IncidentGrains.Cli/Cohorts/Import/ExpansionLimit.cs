namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>Ends the reading of a packed file that expands beyond all measure.</summary>
/// <remarks>Rows of people shrink to a third or a tenth; gzip can shrink a file of zeros 1,032 times. Above 64 MiB, 500 times is a trap, not a file.</remarks>
/// <param name="inner">What is unpacked.</param>
/// <param name="packed">What it is read from.</param>
/// <param name="name">The file's name, for the message.</param>
internal sealed class ExpansionLimit(Stream inner, CountingStream packed, string name) : ReadingStream(inner)
{
    private const long Free = 64L * 1024 * 1024;
    private const long Times = 500;

    private readonly long _from = packed.Count;
    private long _expanded;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = Inner.Read(buffer);
        _expanded += read;
        return _expanded <= Free || _expanded <= Times * (packed.Count - _from) ? read
            : throw new ImportStoppedException($"{name} expands to more than {Times} times its size. That is no file of people; unpack it yourself if it is.");
    }
}
