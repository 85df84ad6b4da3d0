using System.Security.Cryptography;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Proof;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IncidentGrains.Host.Access;

/// <summary>The server's own issuer of tokens, for use without an identity provider.</summary>
internal sealed class EmbeddedIssuer : IDisposable
{
    /// <summary>The issuer's name, the first part of its people's names.</summary>
    public const string Name = "embedded";

    /// <summary>The audience of its tokens.</summary>
    public const string Audience = "incidentgrains";

    private readonly ECDsa _key = ECDsa.Create();
    private readonly ECDsaSecurityKey _securityKey;

    public EmbeddedIssuer(SigningKey key)
    {
        _key.ImportFromPem(key.ToPem());
        _securityKey = new ECDsaSecurityKey(_key) { KeyId = key.Fingerprint };
    }

    public SecurityKey VerificationKey => _securityKey;

    /// <summary>A token; the minting must be in the ledger before it is handed out.</summary>
    public string Issue(string subject, Roles roles, string tokenId, DateTimeOffset now, TimeSpan lifetime) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["sub"] = subject, ["jti"] = tokenId, ["roles"] = RoleNames.Of(roles).ToArray(),
            },
            SigningCredentials = new SigningCredentials(_securityKey, SecurityAlgorithms.EcdsaSha256),
        });

    public void Dispose() => _key.Dispose();
}
