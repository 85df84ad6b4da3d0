using System.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Host.Incidents;
using IncidentGrains.V1;

namespace IncidentGrains.Host.Access;

/// <summary>Who the caller is, and tokens of the embedded issuer.</summary>
internal sealed class AccessService(IServiceProvider services, TimeProvider time) : V1.AccessService.AccessServiceBase
{
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(8);

    private static readonly string Version = typeof(AccessService).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public override Task<WhoAmIResponse> WhoAmI(WhoAmIRequest request, ServerCallContext context)
    {
        var caller = AccessInterceptor.CallerOf(context);
        return Task.FromResult(new WhoAmIResponse
        {
            Person = caller.Actor.Person,
            Roles = { RoleNames.ToProto(caller.Actor.Roles) },
            ExpiresAt = caller.ExpiresAt.ToTimestamp(),
            ServerVersion = Version,
            ServerTime = time.GetUtcNow().ToTimestamp(),
            ReplayClock = time is ReplayClock,
        });
    }

    public override async Task<MintTokenResponse> MintToken(MintTokenRequest request, ServerCallContext context)
    {
        var mint = services.GetService<TokenMint>()
            ?? throw CaseException.Refused("token.foreign_issuer", "Tokens of this server come from the configured issuer; ask it for one.");
        var roles = request.Roles.Aggregate(Roles.None, (all, r) => all | Known(r));
        var lifetime = request.Lifetime is { } given ? Lifetime(given) : DefaultLifetime;
        var (token, expiresAt) = await mint.Mint(Requests.Meta(context, request.CommandId), request.Subject, roles, lifetime);
        return new MintTokenResponse { Token = token, ExpiresAt = expiresAt.ToTimestamp(), Person = $"{EmbeddedIssuer.Name}|{request.Subject}" };
    }

    // One that is not known must not be dropped beside others that are: the caller would believe it granted.
    private static Roles Known(V1.Role role) => RoleNames.FromProto(role) is var known and not Roles.None ? known
        : throw CaseException.Invalid(new FieldViolation("roles", $"holds {(int)role}, which is no role of this server; send values of Role."));

    private static TimeSpan Lifetime(Duration duration)
    {
        try
        {
            return duration.ToTimeSpan();
        }
        catch (Exception e) when (e is InvalidOperationException or OverflowException)
        {
            throw CaseException.Invalid(new FieldViolation("lifetime", "is no valid duration; it must be more than 0 and at most 366 days."));
        }
    }
}
