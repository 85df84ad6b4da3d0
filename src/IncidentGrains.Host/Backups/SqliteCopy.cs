using IncidentGrains.Grains;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Host.Hosting;
using Microsoft.Data.Sqlite;

namespace IncidentGrains.Host.Backups;

/// <summary>The SQLite files of the ledger, of the registry and, if asked for, of its keys. Snapshots stay behind: they are a cache.</summary>
internal sealed class SqliteCopy(ServerOptions options) : ILedgerCopy
{
    private const string FileName = "ledger.db";
    private const string RegistryFile = "registry.db";
    private const string RegistryKeyFile = "registry-keys.db";

    private string Ledger => Path.Combine(options.Data, FileName);

    public async Task<Manifest> Save(string folder, bool withKeys)
    {
        if (!File.Exists(Ledger))
        {
            throw new ConfigurationException($"There is no ledger in '{options.Data}'. Give --data the server's directory.");
        }

        // In this order: blobs come before the event that names them, so the registry copied later has all that the ledger names.
        await Save(folder, FileName);
        foreach (var file in new[] { RegistryFile, RegistryKeyFile }.Where(f => (f == RegistryFile || withKeys) && File.Exists(Path.Combine(options.Data, f))))
        {
            await Save(folder, file);
        }

        var copy = Path.Combine(folder, FileName);
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
        foreach (var file in new[] { RegistryFile, RegistryKeyFile }.Where(f => File.Exists(Path.Combine(folder, f))))
        {
            File.Copy(Path.Combine(folder, file), Path.Combine(options.Data, file));
            OwnersOnly.Close(Path.Combine(options.Data, file));
        }

        return Task.CompletedTask;
    }

    public void Register(IServiceCollection services) => services.AddSqliteLedger(Ledger, Path.Combine(options.Data, "snapshots.db"));

    // One read transaction, so it is the file of one instant; a server that runs goes on writing meanwhile.
    private async Task Save(string folder, string file)
    {
        var copy = Path.Combine(folder, file);
        await using (var running = new SqliteConnection(SqliteDatabase.ConnectionString(Path.Combine(options.Data, file))))
        {
            await running.OpenAsync();
            await using var vacuum = running.CreateCommand();
            vacuum.CommandText = "VACUUM INTO $copy";
            vacuum.CommandTimeout = 0;
            vacuum.Parameters.AddWithValue("$copy", copy);
            await vacuum.ExecuteNonQueryAsync();
        }

        OwnersOnly.Close(copy);
    }
}
