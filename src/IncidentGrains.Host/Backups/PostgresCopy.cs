using System.Data;
using System.Diagnostics;
using Dapper;
using IncidentGrains.Grains;
using IncidentGrains.Host.Hosting;
using Npgsql;

namespace IncidentGrains.Host.Backups;

/// <summary>The ledger on PostgreSQL, by pg_dump and pg_restore under the owner's connection. Snapshots and the list of silos stay behind.</summary>
internal sealed class PostgresCopy(ServerOptions options, string bin) : ILedgerCopy
{
    private const string FileName = "ledger.pgdump";
    private const string KeyFileName = "registry-keys.pgdump";
    private const string KeyTables = "registry_keys.*";

    private readonly NpgsqlConnectionStringBuilder _owner = Builder(options.PostgresOwner);

    private NpgsqlConnectionStringBuilder Keys => Builder(options.PostgresKeys);

    public async Task<Manifest> Save(string folder, bool withKeys)
    {
        await using var connection = await Open();

        // pg_dump sees the very snapshot that the manifest is read from.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var snapshot = await connection.ExecuteScalarAsync<string>("SELECT pg_export_snapshot()");
        if (!await connection.ExecuteScalarAsync<bool>("SELECT to_regclass('ledger_event') IS NOT NULL"))
        {
            throw new ConfigurationException($"There is no ledger in the database '{_owner.Database}'. Give the Postgres:Connection that the server has.");
        }

        var manifest = await Manifest.Of(connection, "postgresql");
        var file = Path.Combine(folder, FileName);
        await Run(_owner, "pg_dump", [
            "-Fc", $"--snapshot={snapshot}", "--exclude-table-data=orleansstorage", "--exclude-table-data=orleansmembership*", .. withKeys ? Array.Empty<string>() : ["--exclude-table-data=" + KeyTables],
            "--file", file,
        ]);
        OwnersOnly.Close(file);
        if (withKeys && options.PostgresKeys.Length > 0)
        {
            await Run(Keys, "pg_dump", "-Fc", "--file", Path.Combine(folder, KeyFileName));
            OwnersOnly.Close(Path.Combine(folder, KeyFileName));
        }

        return manifest;
    }

    public async Task Load(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            throw new ConfigurationException($"The backup in '{folder}' is not of a ledger on PostgreSQL. Restore it with --data DIR.");
        }

        await using var connection = await Open();
        if (await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace)"))
        {
            throw new ConfigurationException($"The database '{_owner.Database}' holds something already, and a restore overwrites nothing. Create an empty database for it.");
        }

        // Roles belong to the server, not to the database: a dump names them and does not make them.
        await LedgerRegistration.PrepareServiceRole(connection);
        await Run(_owner, "pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", "--dbname", _owner.Database!, file);
        if (options.PostgresKeys.Length > 0 && File.Exists(Path.Combine(folder, KeyFileName)))
        {
            await Run(Keys, "pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", "--dbname", Keys.Database!, Path.Combine(folder, KeyFileName));
        }
    }

    public void Register(IServiceCollection services) => services.AddSingleton(LedgerRegistration.PostgresSource(options.Postgres)).AddPostgresLedger();

    private async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(_owner.ToString());
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch (NpgsqlException e)
        {
            await connection.DisposeAsync();
            throw new ConfigurationException($"PostgreSQL can't be reached with Postgres:Owner: {e.Message}", e);
        }
    }

    private static NpgsqlConnectionStringBuilder Builder(string connection) => new(connection) { Pooling = false };

    private async Task Run(NpgsqlConnectionStringBuilder database, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(bin, program), arguments) { RedirectStandardError = true, UseShellExecute = false };

        // In the environment, where other users can't read the password.
        foreach (var (name, value) in new[]
        {
            ("PGHOST", database.Host), ("PGPORT", $"{database.Port}"), ("PGUSER", database.Username), ("PGPASSWORD", database.Password), ("PGDATABASE", database.Database),
            ("PGSSLMODE", database.SslMode switch { SslMode.VerifyFull => "verify-full", SslMode.VerifyCA => "verify-ca", var mode => $"{mode}".ToLowerInvariant() }),
            ("PGSSLROOTCERT", database.RootCertificate), ("PGSSLCERT", database.SslCertificate), ("PGSSLKEY", database.SslKey),
        })
        {
            if (!string.IsNullOrEmpty(value))
            {
                start.Environment[name] = value;
            }
        }

        try
        {
            using var process = Process.Start(start)!;
            var errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new ConfigurationException($"{program} failed: {errors.Trim()}");
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ConfigurationException($"{program} can't be run: {e.Message} Install PostgreSQL's client programs, or say where they are with --pg-bin DIR.", e);
        }
    }
}
