using IncidentGrains.Host.Hosting;

namespace IncidentGrains.Host.Backups;

/// <summary>The keys and the admin token beside a backup, for those who ask for it: with them anybody can sign as the server.</summary>
internal static class KeyCopy
{
    private static readonly string[] Names = [KeyDirectory.CheckpointKey + ".pem", KeyDirectory.IssuerKey + ".pem", "admin.token"];

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

        OwnersOnly.Folder(Home(options));
        Copy(Path.Combine(folder, "keys"), Home(options));
        return true;
    }

    private static string Home(ServerOptions options) => options.Keys.Length > 0 ? options.Keys
        : options.IsProduction ? throw new ConfigurationException("Say where the keys are: --Keys DIR.")
        : options.Data;

    private static void Copy(string from, string to)
    {
        foreach (var name in Names.Where(n => File.Exists(Path.Combine(from, n))))
        {
            OwnersOnly.Write(Path.Combine(to, name), File.ReadAllText(Path.Combine(from, name)));
        }
    }
}
