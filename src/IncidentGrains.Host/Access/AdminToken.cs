using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains;
using IncidentGrains.Host.Hosting;

namespace IncidentGrains.Host.Access;

/// <summary>The first token of a server that is its own issuer: without it nobody could mint another.</summary>
internal sealed class AdminToken(KeyDirectory keys, ServerOptions options, IServiceProvider services)
{
    private const Roles All = Roles.Admin | Roles.Commander | Roles.Responder | Roles.Privacy | Roles.Legal | Roles.Comms | Roles.Auditor;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>Writes admin.token beside the keys, readable by the owner alone, unless it is there or another issuer is configured.</summary>
    /// <exception cref="ConfigurationException">The file can't be written.</exception>
    public async Task WriteOnFirstStart()
    {
        if (options.Issuers.Count > 0 || File.Exists(keys.AdminTokenFile))
        {
            return;
        }

        // Silos that start together mint one token between them.
        await using var turn = options.IsProduction ? await LedgerRegistration.Turn(options.PostgresOwner) : null;
        if (File.Exists(keys.AdminTokenFile))
        {
            return;
        }

        var meta = new CommandMeta("~admin-token:" + Guid.NewGuid(), Actor.System, ExpectedVersion: 0);
        var (token, _) = await services.GetRequiredService<TokenMint>().Mint(meta, "admin", All, Lifetime);
        try
        {
            OwnersOnly.Write(keys.AdminTokenFile, token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The admin token can't be written: {e.Message} Let the first start write to '{keys.Path}', or configure an issuer.", e);
        }
    }
}
