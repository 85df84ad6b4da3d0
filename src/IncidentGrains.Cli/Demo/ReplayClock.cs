using System.Globalization;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>The file from which the server takes its time, so that the events of a replayed case carry the case's own instants.</summary>
internal sealed class ReplayClock(string file)
{
    /// <summary>The file.</summary>
    public string FilePath { get; } = file;

    /// <summary>Sets the clock; it goes on from there in real time.</summary>
    public void Set(DateTimeOffset instant)
    {
        // A rename: the server reads the old instant or the new one, never half of it.
        var next = FilePath + ".next";
        File.WriteAllText(next, instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        File.Move(next, FilePath, overwrite: true);
    }

    /// <summary>Makes sure that the server stamps events with this clock.</summary>
    /// <exception cref="DemoException">It does not.</exception>
    public static void Check(WhoAmIResponse me, DateTimeOffset instant)
    {
        var ahead = me.ServerTime.ToDateTimeOffset() - instant;
        if (!me.ReplayClock || ahead < TimeSpan.Zero || ahead > TimeSpan.FromMinutes(5))
        {
            throw new DemoException($"the server's clock shows {me.ServerTime.ToDateTimeOffset():u}, not the replayed {instant:u}");
        }
    }
}
