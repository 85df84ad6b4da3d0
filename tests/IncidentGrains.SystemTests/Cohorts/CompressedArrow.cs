using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace IncidentGrains.SystemTests.Cohorts;

/// <summary>Arrow IPC streams as other clients would send them.</summary>
internal static class CompressedArrow
{
    /// <summary>A stream whose bodies are compressed: a few bytes may stand for gigabytes.</summary>
    public static byte[] Stream() => Write(
        [new string('0', 1_000_000)], ["KR"], new IpcOptions { CompressionCodec = CompressionCodecType.Zstd, CompressionCodecFactory = new CompressionCodecFactory() });

    /// <summary>A plain stream of member ids and countries.</summary>
    public static byte[] Plain(string[] ids, string[] countries) => Write(ids, countries, new IpcOptions());

    private static byte[] Write(string[] ids, string[] countries, IpcOptions options)
    {
        var batch = new RecordBatch.Builder()
            .Append("member_id", false, new StringArray.Builder().AppendRange(ids).Build())
            .Append("country", false, new StringArray.Builder().AppendRange(countries).Build()).Build();
        var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, batch.Schema, leaveOpen: true, options))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        return stream.ToArray();
    }
}
