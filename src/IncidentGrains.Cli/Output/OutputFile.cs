using IncidentGrains.Cli.Api;

namespace IncidentGrains.Cli.Output;

/// <summary>A file that appears under its name only once it is whole, and that only its owner can read: exports hold what others must not see.</summary>
internal static class OutputFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file, replacing one that stands; returns what the writer returns.</summary>
    /// <exception cref="UsageException">The file can't be written.</exception>
    public static async Task<T> Write<T>(string path, Func<Stream, Task<T>> write)
    {
        var partial = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            T result;
            await using (var file = Create(partial))
            {
                result = await write(file);
            }

            File.Move(partial, path, overwrite: true);
            return result;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--out: {e.Message}");
        }
        finally
        {
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }
        }
    }

    /// <summary>Opens a new file for its owner alone.</summary>
    public static FileStream Create(string path, FileOptions options = FileOptions.None)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous | options };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, how);
    }
}
