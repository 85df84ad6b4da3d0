using System.Net;
using System.Runtime.Versioning;
using IncidentGrains.Host.Hosting;

namespace IncidentGrains.Tests.Host;

/// <summary>What lies in the data directory is its owner's alone, whoever made the directory and whatever lay there.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DataDirectoryTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Everybody = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-data");

    [Fact]
    public void Open_OnADirectoryThatOthersCanRead_ClosesItToThem()
    {
        File.SetUnixFileMode(_folder.FullName, Everybody | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var any = new IPEndPoint(IPAddress.Loopback, 0);
        using var data = DataDirectory.Open(new ServerOptions { Data = _folder.FullName, Listen = any, Rest = any });

        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.FullName));
    }

    [Fact]
    public void WriteSecret_OverALeftoverThatOthersCanRead_IsReadableByItsOwnerAlone()
    {
        var file = Path.Combine(_folder.FullName, "secret");
        File.WriteAllText(file + ".new", "half of");
        File.SetUnixFileMode(file + ".new", Everybody);

        OwnersOnly.Write(file, "whole");

        Assert.Equal(("whole", OwnerOnly), (File.ReadAllText(file), File.GetUnixFileMode(file)));
        Assert.False(File.Exists(file + ".new"));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
