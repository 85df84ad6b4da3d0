using IncidentGrains.Host.Hosting;

namespace IncidentGrains.Host.Backups;

/// <summary>The keys and the admin token beside a backup, for those who ask for it: with them anybody can sign as the server.</summary>
internal static class KeyCopy
{
    private static readonly string[] Names = [KeyDirectory.CheckpointKey + ".pem", KeyDirectory.IssuerKey + ".pem", "admin.token", KeyDirectory.MasterKeyFile];

    /// <summary>Finds out before a backup whether the keys are where the settings say.</summary>
    /// <exception cref="ConfigurationException">They are not: the backup would lack what it promises.</exception>
    public static void CheckSource(ServerOptions options)
    {
        if (Names.Take(2).FirstOrDefault(n => !File.Exists(Path.Combine(Home(options), n))) is { } missing)
        {
            throw new ConfigurationException($"'{Home(options)}' has no {missing}. Give --Keys the directory of the server's keys, or leave out --with-keys.");
        }
    }

    /// <summary>Finds out before a restore whether the keys can be put in their place.</summary>
    /// <exception cref="ConfigurationException">Other keys are there, perhaps those of a server that runs.</exception>
    public static void CheckTarget(ServerOptions options, string folder)
    {
        var from = Path.Combine(folder, "keys");
        if (Directory.Exists(from) && Names.FirstOrDefault(n => Differ(Path.Combine(from, n), Path.Combine(Home(options), n))) is { } other)
        {
            throw new ConfigurationException($"'{Home(options)}' holds another {other}, and a restore overwrites nothing. Give --Keys a directory that is empty or not there.");
        }
    }

    public static void Save(ServerOptions options, string folder)
    {
        OwnersOnly.Folder(Path.Combine(folder, "keys"));
        Copy(Home(options), Path.Combine(folder, "keys"));
    }

    /// <summary>Puts the keys in their place.</summary>
    /// <returns>False if the backup has none.</returns>
    public static bool Load(ServerOptions options, string folder)
    {
        if (!Directory.Exists(Path.Combine(folder, "keys")))
        {
            return false;
        }

        if (!Directory.Exists(Home(options)))
        {
            OwnersOnly.Folder(Home(options));
        }

        Copy(Path.Combine(folder, "keys"), Home(options));
        return true;
    }

    private static string Home(ServerOptions options) => options.Keys.Length > 0 ? options.Keys
        : options.IsProduction ? throw new ConfigurationException("Say where the keys are: --Keys DIR.")
        : options.Data;

    private static bool Differ(string one, string other) =>
        File.Exists(one) && File.Exists(other) && File.ReadAllText(one) != File.ReadAllText(other);

    private static void Copy(string from, string to)
    {
        foreach (var name in Names.Where(n => File.Exists(Path.Combine(from, n))))
        {
            OwnersOnly.Write(Path.Combine(to, name), File.ReadAllText(Path.Combine(from, name)));
        }
    }
}
