namespace IncidentGrains.Tests.Registry.Rows;

/// <summary>Gives a file a few bytes at a time.</summary>
internal sealed class DripStream(byte[] bytes, int step) : MemoryStream(bytes)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(step, buffer.Length)]);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(step, count));
}
