using IncidentGrains.Grains;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Host.Hosting;
using Microsoft.Data.Sqlite;

namespace IncidentGrains.Host.Backups;

/// <summary>The ledger's SQLite file. Snapshots stay behind: they are a cache.</summary>
internal sealed class SqliteCopy(ServerOptions options) : ILedgerCopy
{
    private const string FileName = "ledger.db";

    private string Ledger => Path.Combine(options.Data, FileName);

    public async Task<Manifest> Save(string folder)
    {
        if (!File.Exists(Ledger))
        {
            throw new ConfigurationException($"There is no ledger in '{options.Data}'. Give --data the server's directory.");
        }

        var copy = Path.Combine(folder, FileName);

        // One read transaction, so it is the ledger of one instant; a server that runs goes on writing meanwhile.
        await using (var running = new SqliteConnection(SqliteDatabase.ConnectionString(Ledger)))
        {
            await running.OpenAsync();
            await using var vacuum = running.CreateCommand();
            vacuum.CommandText = "VACUUM INTO $copy";
            vacuum.CommandTimeout = 0;
            vacuum.Parameters.AddWithValue("$copy", copy);
            await vacuum.ExecuteNonQueryAsync();
        }

        OwnersOnly.Close(copy);
        await using var taken = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await taken.OpenAsync();
        return await Manifest.Of(taken, "sqlite");
    }

    public Task Load(string folder)
    {
        if (Directory.Exists(options.Data) && Directory.EnumerateFileSystemEntries(options.Data).Any())
        {
            throw new ConfigurationException($"'{options.Data}' holds something already, and a restore overwrites nothing. Give --data a directory that is empty or not there.");
        }

        OwnersOnly.Folder(options.Data);
        File.Copy(File.Exists(Path.Combine(folder, FileName)) ? Path.Combine(folder, FileName)
            : throw new ConfigurationException($"The backup in '{folder}' is not of an embedded ledger. Restore it with --Postgres:Connection."), Ledger);
        OwnersOnly.Close(Ledger);
        return Task.CompletedTask;
    }

    public void Register(IServiceCollection services) => services.AddSqliteLedger(Ledger, Path.Combine(options.Data, "snapshots.db"));
}
