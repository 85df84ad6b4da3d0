using System.Security.Cryptography;
using IncidentGrains.Grains;
using IncidentGrains.Proof;

namespace IncidentGrains.Host.Hosting;

/// <summary>Where the keys and the admin token are: the data directory, or in production one that all silos share.</summary>
internal sealed class KeyDirectory
{
    public const string CheckpointKey = "checkpoint-key";

    public const string IssuerKey = "issuer-key";

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
        var key = Key(CheckpointKey);
        await using var source = LedgerRegistration.PostgresSource(options.Postgres);
        if (await LedgerRegistration.OtherSigner(source, key, options.AcceptNewKey) is { } other)
        {
            throw new ConfigurationException(
                $"The checkpoint key in '{Path}' ({key.Fingerprint}) has never signed in this ledger, and {other} has: this silo does not have the keys of the others. "
                + "Set Keys to their directory or copy it; if the key was changed on purpose, set AcceptNewKey to true once.");
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
