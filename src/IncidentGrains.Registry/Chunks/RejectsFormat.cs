using System.IO.Compression;
using System.Text;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Chunks;

/// <summary>The bytes in which a chunk's rejected rows are kept: where and why, never what stood there.</summary>
public static class RejectsFormat
{
    /// <summary>Writes them.</summary>
    public static byte[] Write(IReadOnlyList<RowReject> rejects)
    {
        if (rejects.Count == 0)
        {
            return [];
        }

        var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true), Encoding.UTF8))
        {
            writer.Write(rejects.Count);
            foreach (var reject in rejects)
            {
                writer.Write(reject.Line);
                writer.Write(reject.Column);
                writer.Write((byte)reject.Reason);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static IReadOnlyList<RowReject> Read(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return [];
        }

        using var reader = new BinaryReader(new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress), Encoding.UTF8);
        var rejects = new RowReject[reader.ReadInt32()];
        for (var i = 0; i < rejects.Length; i++)
        {
            rejects[i] = new RowReject(reader.ReadInt64(), reader.ReadString(), (RejectReason)reader.ReadByte());
        }

        return rejects;
    }
}
