using System.Security.Cryptography;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Host.Access;

/// <summary>Issues tokens of the embedded issuer: recorded first, handed out after.</summary>
internal sealed class TokenMint(IGrainFactory grains, EmbeddedIssuer issuer)
{
    /// <summary>A new token, and when it ends.</summary>
    public async Task<(string Token, DateTimeOffset ExpiresAt)> Mint(CommandMeta meta, string subject, Roles roles, TimeSpan lifetime)
    {
        var tokenId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await grains.GetGrain<IAccessLogGrain>(IAccessLogGrain.Key).Record(new MintToken(meta, subject, roles, lifetime, tokenId));

        // Real time even where events are stamped by a replayed clock: whoever checks the token has no other.
        var now = TimeProvider.System.GetUtcNow();
        return (issuer.Issue(subject, roles, tokenId, now, lifetime), now + lifetime);
    }
}
