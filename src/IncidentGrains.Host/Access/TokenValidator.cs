using System.Collections.Concurrent;
using System.Text.Json;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Host.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace IncidentGrains.Host.Access;

/// <summary>Takes a bearer token for what it says, or refuses it: signed by an accepted issuer, for this service, not expired.</summary>
/// <remarks>
/// A verdict is remembered for a minute at most, since a signature check costs more than a command; a key that an issuer
/// withdraws is thus refused a minute later. Only asymmetric algorithms are accepted: <c>none</c> and shared secrets are not.
/// </remarks>
internal sealed class TokenValidator
{
    private const int MaxRemembered = 10_000;

    private static readonly TimeSpan Remember = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly Dictionary<string, Issuer> _issuers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Caller Caller, long Until)> _remembered = new(new BySignature());

    public TokenValidator(ServerOptions options, EmbeddedIssuer? embedded)
    {
        foreach (var issuer in options.Issuers)
        {
            var address = issuer.Authority.TrimEnd('/');
            var metadata = new ConfigurationManager<OpenIdConnectConfiguration>(
                address + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever { RequireHttps = !new Uri(address).IsLoopback });
            var parameters = Parameters(issuer.Audience);
            parameters.ConfigurationManager = metadata;
            _issuers[address] = _issuers[address + "/"] = new Issuer(parameters, issuer.RoleClaim);
        }

        if (embedded is not null)
        {
            var parameters = Parameters(EmbeddedIssuer.Audience);
            parameters.ValidIssuer = EmbeddedIssuer.Name;
            parameters.IssuerSigningKey = embedded.VerificationKey;
            _issuers[EmbeddedIssuer.Name] = new Issuer(parameters, "roles");
        }
    }

    /// <summary>The caller of a token that was validated in the last minute, or null.</summary>
    public Caller? Known(ReadOnlySpan<char> token) =>
        _remembered.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var known) && known.Until > Environment.TickCount64 ? known.Caller : null;

    /// <summary>The caller, or why the token is refused.</summary>
    /// <exception cref="CaseException">The issuer's keys can't be had, so nothing can be said of its token.</exception>
    public async Task<(Caller? Caller, string Refusal)> Validate(string token)
    {
        if (Known(token) is { } known)
        {
            return (known, "");
        }

        if (token.Length > 16 * 1024 || IssuerOf(token) is not { } name)
        {
            return (null, "The bearer token is no JSON Web Token.");
        }

        if (!_issuers.TryGetValue(name, out var issuer))
        {
            return (null, "The token's issuer is not one that this server accepts.");
        }

        var result = await _handler.ValidateTokenAsync(token, issuer.Parameters);
        return result.IsValid ? Remembered(token, result, issuer)
            : await IsAway(issuer) ? throw IssuerAway()
            : (null, Refusal(result.Exception));
    }

    // Null if the token can't be read: CanReadToken looks at its form alone, the parts may be anything.
    private string? IssuerOf(string token)
    {
        try
        {
            return _handler.CanReadToken(token) ? _handler.ReadJsonWebToken(token).Issuer : null;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            return null;
        }
    }

    private (Caller?, string) Remembered(string token, TokenValidationResult result, Issuer issuer)
    {
        var jwt = (JsonWebToken)result.SecurityToken;
        if (jwt.Subject is not { Length: > 0 and <= 200 } subject || subject.Contains('|', StringComparison.Ordinal) || subject.Any(char.IsControl))
        {
            return (null, "The token's subject is missing, too long, or holds '|'.");
        }

        var caller = new Caller(new Actor($"{jwt.Issuer.TrimEnd('/')}|{subject}", RolesOf(result, issuer)), new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero));
        if (_remembered.Count >= MaxRemembered)
        {
            _remembered.Clear();
        }

        var left = caller.ExpiresAt + ClockSkew - TimeProvider.System.GetUtcNow();
        var remember = left < Remember ? left : Remember;
        _remembered[token] = (caller, Environment.TickCount64 + (long)remember.TotalMilliseconds);
        return (caller, "");
    }

    private static Roles RolesOf(TokenValidationResult result, Issuer issuer)
    {
        var names = result.Claims.TryGetValue(issuer.RoleClaim, out var claim) ? claim switch
        {
            string one => one.Split(' '),
            IEnumerable<object> many => [.. many.OfType<string>()],
            _ => [],
        } : [];

        // Roles of other systems in the same token are none of ours.
        return names.Aggregate(Roles.None, (all, name) => all | RoleNames.Parse(name));
    }

    private static async Task<bool> IsAway(Issuer issuer)
    {
        try
        {
            if (issuer.Parameters.ConfigurationManager is { } metadata)
            {
                await metadata.GetBaseConfigurationAsync(CancellationToken.None);
            }

            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static CaseException IssuerAway() => new(
        CaseError.Unavailable, "access.issuer_away", "The token's issuer does not answer, so the token can't be checked. Retry later.");

    private static string Refusal(Exception? exception) => exception switch
    {
        SecurityTokenExpiredException => "The token has expired. Ask its issuer for a new one.",
        SecurityTokenNotYetValidException => "The token is not valid yet. Check the clocks of its issuer and of this server.",
        SecurityTokenInvalidAudienceException => "The token is meant for another service: its audience is not this one.",
        SecurityTokenNoExpirationException => "The token has no expiry.",
        SecurityTokenInvalidAlgorithmException => "The token is signed with an algorithm that is not accepted.",
        _ => "The token's signature can't be verified.",
    };

    private static TokenValidationParameters Parameters(string audience) => new()
    {
        ValidAudience = audience,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ClockSkew = ClockSkew,
        ValidAlgorithms = ["ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
    };

    private sealed record Issuer(TokenValidationParameters Parameters, string RoleClaim);

    // A token's end is its signature, as good as random: to hash all of a token costs more than all else about one that is known.
    private sealed class BySignature : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<char>, string>
    {
        private const int Hashed = 32;

        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public bool Equals(ReadOnlySpan<char> alternate, string other) => alternate.SequenceEqual(other);

        public int GetHashCode(string obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<char> alternate) => string.GetHashCode(alternate[Math.Max(0, alternate.Length - Hashed)..], StringComparison.Ordinal);

        public string Create(ReadOnlySpan<char> alternate) => alternate.ToString();
    }
}
