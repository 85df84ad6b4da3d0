using System.Net;
using IncidentGrains.Host.Hosting;
using IncidentGrains.Tests.Ledger;
using Npgsql;

namespace IncidentGrains.Tests.Host;

/// <summary>Silos that share a ledger share their keys, and one that does not have them is told so before it signs anything.</summary>
public sealed class KeyDirectoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-keys");

    [Fact]
    public void Keys_WithPostgresAndNoDirectory_AreRefusedWithTheCommandThatMakesIt()
    {
        using var data = DataDirectory.Open(Options("", "Host=nowhere"));
        var refused = Assert.Throws<ConfigurationException>(() => KeyDirectory.Of(Options("", "Host=nowhere"), data));
        Assert.Contains("install -d -m 700", refused.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Share_OfFourSilosAtOnce_MakesEachKeyOnce()
    {
        await using var database = await LedgerDatabase.Postgres();
        var options = Options("shared", database.ConnectionString);
        using var data = DataDirectory.Open(options);
        var directory = KeyDirectory.Of(options, data);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => directory.Share(options))));
        using var key = directory.Key(KeyDirectory.CheckpointKey);
        Assert.Equal([key.Fingerprint], await Signers(database));
    }

    [PostgresFact]
    public async Task Share_OfASiloWithKeysOfItsOwn_IsRefusedUnlessTheKeyWasChangedOnPurpose()
    {
        await using var database = await LedgerDatabase.Postgres();
        var (options, stranger) = (Options("shared", database.ConnectionString), Options("another", database.ConnectionString));
        using var data = DataDirectory.Open(options);
        await KeyDirectory.Of(options, data).Share(options);
        var others = KeyDirectory.Of(stranger, data);

        var refused = await Assert.ThrowsAsync<ConfigurationException>(() => others.Share(stranger));
        Assert.Contains("does not have the keys of the others", refused.Message, StringComparison.Ordinal);
        Assert.Single(await Signers(database));

        await others.Share(stranger with { AcceptNewKey = true });
        await others.Share(stranger);
        Assert.Equal(2, (await Signers(database)).Count);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ServerOptions Options(string keys, string postgres)
    {
        var any = new IPEndPoint(IPAddress.Loopback, 0);
        return new ServerOptions
        {
            Data = Path.Combine(_folder.FullName, "data"), Listen = any, Rest = any, Postgres = postgres, PostgresOwner = postgres,
            Keys = keys.Length == 0 ? "" : Path.Combine(_folder.FullName, keys),
        };
    }

    private static async Task<List<string>> Signers(LedgerDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT fingerprint FROM signing_key", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var signers = new List<string>();
        while (await reader.ReadAsync())
        {
            signers.Add(reader.GetString(0));
        }

        return signers;
    }
}
