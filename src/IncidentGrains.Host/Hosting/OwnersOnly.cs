namespace IncidentGrains.Host.Hosting;

/// <summary>Folders and files that nobody but their owner can read.</summary>
internal static class OwnersOnly
{
    private const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder, or closes one that was there to others: it has the mode that whoever made it gave it.</summary>
    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, ReadWrite | UnixFileMode.UserExecute);
        File.SetUnixFileMode(path, ReadWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    public static void Write(string file, string content)
    {
        // What an interrupted write left behind would keep its mode, whatever that is.
        var unfinished = file + ".new";
        File.Delete(unfinished);
        using (var stream = Create(unfinished))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(content);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
    }

    /// <summary>Closes a file to others that another program made.</summary>
    public static void Close(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, ReadWrite);
        }
    }

    /// <summary>Creates a file for writing.</summary>
    /// <exception cref="IOException">It is there already.</exception>
    private static FileStream Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = ReadWrite;
        }

        return new FileStream(file, options);
    }
}
