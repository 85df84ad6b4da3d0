using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Host.Hosting;

namespace IncidentGrains.Host.Access;

/// <summary>The first token of an embedded server: without it nobody could mint another.</summary>
internal sealed class AdminToken(DataDirectory data, ServerOptions options, IServiceProvider services)
{
    private const Roles All = Roles.Admin | Roles.Commander | Roles.Responder | Roles.Privacy | Roles.Legal | Roles.Comms | Roles.Auditor;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>Writes DIR/admin.token, readable by the owner alone, unless it is there or another issuer is configured.</summary>
    public async Task WriteOnFirstStart()
    {
        if (options.Issuers.Count > 0 || File.Exists(data.AdminTokenFile))
        {
            return;
        }

        var meta = new CommandMeta("~admin-token:" + Guid.NewGuid(), Actor.System, ExpectedVersion: 0);
        var (token, _) = await services.GetRequiredService<TokenMint>().Mint(meta, "admin", All, Lifetime);
        DataDirectory.WriteSecret(data.AdminTokenFile, token);
    }
}
