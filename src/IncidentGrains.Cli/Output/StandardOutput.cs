using Microsoft.Win32.SafeHandles;

namespace IncidentGrains.Cli.Output;

/// <summary>Makes a closed pipe end the program: <c>incidentctl incident watch … | head -1</c> must not watch for ever.</summary>
/// <remarks>.NET's own console output drops what nobody reads, without an error.</remarks>
internal static class StandardOutput
{
    // EPIPE on Linux, macOS and the BSDs.
    private const int BrokenPipe = 32;

    /// <summary>Call before anything is printed.</summary>
    public static void EndWithReader()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return;
        }

        // It lives as long as the process.
        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        // A file is left to the console: a stream of our own would keep its own position in it, and programs may share it.
        if (!pipe.CanSeek)
        {
            Console.SetOut(new StreamWriter(pipe) { AutoFlush = true });
        }
    }

    /// <summary>True if the output failed because its reader is gone.</summary>
    public static bool IsClosed(Exception e) => e is IOException { HResult: BrokenPipe };
}
