using IncidentGrains.Cli.Api;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>Files as bytes, never more than may be read.</summary>
internal static class VerisFile
{
    /// <summary>A file's bytes; of one that is too large, one byte more than the limit, which is enough to refuse it.</summary>
    /// <exception cref="UsageException">It can't be read.</exception>
    public static async Task<byte[]> Bytes(string path, int limit, CancellationToken cancellation)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            var content = new byte[limit + 1];
            return content[..await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellation)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: {e.Message}");
        }
    }
}
