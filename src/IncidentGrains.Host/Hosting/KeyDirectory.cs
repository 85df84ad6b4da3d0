using System.Security.Cryptography;
using IncidentGrains.Grains;
using IncidentGrains.Proof;
using IncidentGrains.Registry.Sealing;

namespace IncidentGrains.Host.Hosting;

/// <summary>Where the keys and the admin token are: the data directory, or in production one that all silos share.</summary>
internal sealed class KeyDirectory
{
    public const string CheckpointKey = "checkpoint-key";

    public const string IssuerKey = "issuer-key";

    /// <summary>The file of the master keys, above all keys of affected people.</summary>
    public const string MasterKeyFile = "master-key";

    private KeyDirectory(string path) => Path = path;

    public string Path { get; }

    public string AdminTokenFile => System.IO.Path.Combine(Path, "admin.token");

    /// <summary>The directory that the settings name, created if need be.</summary>
    /// <exception cref="ConfigurationException">It can't be used.</exception>
    public static KeyDirectory Of(ServerOptions options, DataDirectory data)
    {
        if (options.IsProduction && options.Keys.Length == 0)
        {
            throw new ConfigurationException(
                "With PostgreSQL, silos share their keys: set Keys to a directory that each of them reaches, made by 'install -d -m 700 /var/lib/incidentgrains/keys'. The first silo fills it.");
        }

        if (options.Keys.Length == 0)
        {
            return new KeyDirectory(data.Path);
        }

        try
        {
            // Secrets are mounted read-only, with a mode of their own: only what is not there is made.
            if (!Directory.Exists(options.Keys))
            {
                OwnersOnly.Folder(options.Keys);
            }

            return new KeyDirectory(options.Keys);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The directory of the keys can't be made: {e.Message} Make it by 'install -d -m 700 {options.Keys}', owned by the server's user.", e);
        }
    }

    /// <summary>Makes the keys unless another silo did, and tells if they are not those that the others use.</summary>
    /// <exception cref="ConfigurationException">Others sign with another key.</exception>
    public async Task Share(ServerOptions options)
    {
        await using var turn = await LedgerRegistration.Turn(options.PostgresOwner);
        Key(IssuerKey);
        MasterKeys(options);
        var key = Key(CheckpointKey);
        await using var source = LedgerRegistration.PostgresSource(options.Postgres);
        if (await LedgerRegistration.OtherSigner(source, key, options.AcceptNewKey) is { } other)
        {
            throw new ConfigurationException(
                $"The checkpoint key in '{Path}' ({key.Fingerprint}) has never signed in this ledger, and {other} has: this silo does not have the keys of the others. "
                + "Set Keys to their directory or copy it; if the key was changed on purpose, set AcceptNewKey to true once.");
        }
    }

    /// <summary>The master keys: those of the settings, or of the file, which is made on first use.</summary>
    /// <exception cref="ConfigurationException">They can't be read.</exception>
    public MasterKeys MasterKeys(ServerOptions options)
    {
        var file = System.IO.Path.Combine(Path, MasterKeyFile);
        try
        {
            if (options.MasterKey.Length > 0)
            {
                return Registry.Sealing.MasterKeys.Parse(options.MasterKey.Replace(' ', '\n'));
            }

            if (!File.Exists(file))
            {
                OwnersOnly.Write(file, Registry.Sealing.MasterKeys.Create());
            }

            return Registry.Sealing.MasterKeys.Parse(File.ReadAllText(file));
        }
        catch (Exception e) when (e is MasterKeyException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                $"The master key can't be read from {(options.MasterKey.Length > 0 ? "the setting MasterKey" : $"'{file}'")}: {e.Message} Without it nothing of affected people can be read.", e);
        }
    }

    /// <summary>The key of that name; made on first use.</summary>
    public SigningKey Key(string name)
    {
        var file = System.IO.Path.Combine(Path, name + ".pem");
        try
        {
            if (File.Exists(file))
            {
                return SigningKey.FromPem(File.ReadAllText(file));
            }

            var key = SigningKey.Create();
            OwnersOnly.Write(file, key.ToPem());
            return key;
        }
        catch (CryptographicException e)
        {
            throw new ConfigurationException($"The key '{file}' can't be read: {e.Message} Restore it from a backup; a new key would be a new signer.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The key '{file}' can't be read or made: {e.Message} The directory and the file must be the server user's.", e);
        }
    }
}
