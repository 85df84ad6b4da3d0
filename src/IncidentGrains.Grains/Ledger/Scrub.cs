using System.Data.Common;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Proof;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Removes what redacted payloads and dropped snapshots left behind in the database's files.</summary>
internal interface IScrub
{
    /// <summary>Completes when no page or log holds dropped content any more.</summary>
    /// <exception cref="IOException">Somebody is still reading what has to go; try again.</exception>
    Task Overwrite();
}

/// <summary>Rewrites the snapshots' file and empties the logs: Orleans opens its own connections, so overwriting on delete can't be switched on for them.</summary>
internal sealed class SqliteScrub(string ledger, string snapshots) : IScrub
{
    public Task Overwrite() => Task.Run(() =>
    {
        Run(snapshots, "VACUUM");
        Run(snapshots, "PRAGMA wal_checkpoint(TRUNCATE)");
        Run(ledger, "PRAGMA wal_checkpoint(TRUNCATE)");
    });

    private static void Run(string connectionString, string sql)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        SqliteDatabase.Prepare(connection);
        using var command = connection.CreateCommand();
        command.CommandText = sql;

        // A checkpoint that could not finish is no error to SQLite: its first column says so.
        if (command.ExecuteScalar() is long and not 0)
        {
            throw new IOException("The write-ahead log is still being read.");
        }
    }
}

/// <summary>PostgreSQL keeps dead rows until the next VACUUM, which the service's role may not run; the README says so.</summary>
internal sealed class PostgresScrub : IScrub
{
    public Task Overwrite() => Task.CompletedTask;
}

/// <summary>Scrubs after a redaction: at once, and again by a clock of the same append in case that failed or the process died.</summary>
internal sealed partial class Scrub(IScrub files, Clocks clocks, ILogger<Scrub> logger) : BackgroundService
{
    private const string ClockName = "scrub";

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    /// <summary>The clock to arm with a redaction.</summary>
    public static ClockArm Clock(string owner, DateTimeOffset at) => new(owner, ClockName, Instants.ToMicros(at + Delay));

    /// <summary>Scrubs now; if that fails, the clock will.</summary>
    public async Task<bool> Try()
    {
        try
        {
            await files.Overwrite();
            return true;
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            LogFailed(logger, e.GetType().Name);
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Poll);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var clock in await clocks.Claim(ClockName, limit: 16))
                {
                    if (await Try())
                    {
                        await clocks.Complete(clock);
                    }
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The clock rows stay: the next poll takes them up.
                LogFailed(logger, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What a redaction left in the files could not be removed yet ({Error}); it is tried again")]
    private static partial void LogFailed(ILogger logger, string error);
}
