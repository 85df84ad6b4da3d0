using IncidentGrains.Cli.Api;

namespace IncidentGrains.Cli.Output;

/// <summary>What <c>--out</c> names: a file that appears under its name only once it is whole, or <c>-</c> for standard output.</summary>
internal static class OutFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>True if it is standard output.</summary>
    public static bool IsStandardOutput(string path) => path == "-";

    /// <summary>Opens a new file that only its owner can read: what a server tells of a case is not for others.</summary>
    public static FileStream Create(string path, FileOptions options = FileOptions.None)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous | options };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, how);
    }

    /// <summary>Writes what the work writes; an existing file is replaced, and left alone if the work fails.</summary>
    /// <returns>What the work returns.</returns>
    /// <exception cref="UsageException">The file can't be written.</exception>
    public static async Task<T> Write<T>(string path, Func<Stream, Task<T>> work)
    {
        if (IsStandardOutput(path))
        {
            await using var output = Console.OpenStandardOutput();
            return await work(output);
        }

        var partial = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            T result;
            await using (var file = Create(partial))
            {
                result = await work(file);
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
}
