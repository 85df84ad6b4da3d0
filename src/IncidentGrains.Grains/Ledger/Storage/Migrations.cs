using System.Reflection;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.Engine.Output;

namespace IncidentGrains.Grains.Ledger.Storage;

/// <summary>Brings a database to this version's schema: at every start, under a lock, safe to run again.</summary>
internal static class Migrations
{
    // Any constant will do; this one spells "ig-migrt".
    private const long MigrationLock = 0x69672d6d69677274;

    /// <summary>Applies the scripts of a set (<c>ledger</c>, <c>orleans</c>) that a SQLite file lacks.</summary>
    /// <remarks>The data directory's lock keeps a second server out, so no lock is needed here.</remarks>
    /// <exception cref="InvalidOperationException">A script failed; nothing of it was applied.</exception>
    public static void Sqlite(string connectionString, string set) =>
        Run(DeployChanges.To.SqliteDatabase(connectionString), "sqlite", set);

    /// <summary>Applies the scripts of several sets that a PostgreSQL database lacks; servers that start together wait for each other.</summary>
    /// <exception cref="InvalidOperationException">A script failed; nothing of it was applied.</exception>
    public static async Task Postgres(string connectionString, params string[] sets)
    {
        await using var turn = await PostgresTurn.Take(connectionString, MigrationLock);

        // The lock ends with the connection, also when a script fails.
        foreach (var set in sets)
        {
            await Task.Run(() => Run(DeployChanges.To.PostgresqlDatabase(connectionString), "postgresql", set));
        }
    }

    private static void Run(UpgradeEngineBuilder target, string dialect, string set)
    {
        var prefix = $"sql/{dialect}/{set}/";
        var assembly = Assembly.GetExecutingAssembly();
        var scripts = assembly.GetManifestResourceNames().Select(n => n.Replace('\\', '/'))
            .Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(n => SqlScript.FromStream($"{set}/{n[prefix.Length..]}", assembly.GetManifestResourceStream(n)!));
        var result = target.WithScripts(scripts).WithTransactionPerScript().WithVariablesDisabled().LogTo(new Silent()).Build().PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException($"The database could not be brought to this version: script '{result.ErrorScript?.Name}' failed.", result.Error);
        }
    }

    private sealed class Silent : IUpgradeLog
    {
        public void LogTrace(string format, params object[] args)
        {
        }

        public void LogDebug(string format, params object[] args)
        {
        }

        public void LogInformation(string format, params object[] args)
        {
        }

        public void LogWarning(string format, params object[] args)
        {
        }

        public void LogError(string format, params object[] args)
        {
        }

        public void LogError(Exception ex, string format, params object[] args)
        {
        }
    }
}
