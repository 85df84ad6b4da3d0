using System.Diagnostics;
using System.Security.Cryptography;
using Grpc.Core;
using IncidentGrains.SystemTests.Api;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Access;

/// <summary>With an issuer of its own choice, the server takes that issuer's tokens and issues none.</summary>
[Collection(RealProcesses.Name)]
public sealed class OidcTests
{
    private static readonly TimeSpan RecognisedWithin = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Server_WithAnIssuer_TakesItsTokensAndNoOthers()
    {
        using var issuer = new TestIssuer().Open();
        await using var server = await ServerProcess.Start("--Issuers:0:Authority", issuer.Address);
        Assert.False(File.Exists(Path.Combine(server.Data, "admin.token")));

        using (var kim = new Clients(server.Grpc, issuer.Token("kim", "incidentgrains", new[] { "commander", "admin", "role-of-another-system" })))
        {
            var me = await kim.Access.WhoAmIAsync(new WhoAmIRequest());
            Assert.Equal($"{issuer.Address}|kim", me.Person);
            Assert.Equal([Role.Commander, Role.Admin], me.Roles);
            Assert.Equal($"{issuer.Address}|kim", Assert.Single(await kim.Events((await kim.Open()).IncidentId)).Actor);
            var minting = await Refusal.Of(kim.Access.MintTokenAsync(new MintTokenRequest { CommandId = Clients.NewId(), Subject = "bob", Roles = { Role.Comms } }));
            minting.AssertIs(StatusCode.FailedPrecondition, "token.foreign_issuer");
        }

        using var ownKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await AssertRefused(server, issuer.Token("kim", "another-service", new[] { "commander" }), "audience");
        await AssertRefused(server, HandMadeToken.Es256(ownKey, HandMadeToken.Claims()), "issuer");
        var claims = HandMadeToken.Claims();
        claims["iss"] = issuer.Address;
        await AssertRefused(server, HandMadeToken.Es256(ownKey, claims), "signature");
    }

    [Fact]
    public async Task Server_WhoseIssuerIsAway_SaysSoAndGoesOnOnceItIsBack()
    {
        using var issuer = new TestIssuer();
        await using var server = await ServerProcess.Start("--Issuers:0:Authority", issuer.Address);
        using var kim = new Clients(server.Grpc, issuer.Token("kim", "incidentgrains", new[] { "commander" }));
        (await Refusal.Of(kim.Access.WhoAmIAsync(new WhoAmIRequest()))).AssertIs(StatusCode.Unavailable, "access.issuer_away");

        issuer.Open();
        var bound = Stopwatch.StartNew();
        while (await Admitted(kim) is { } refusal)
        {
            refusal.AssertIs(StatusCode.Unavailable, "access.issuer_away");
            Assert.True(bound.Elapsed < RecognisedWithin, "The issuer is back, but its tokens are not taken.");
        }
    }

    private static async Task<Refusal?> Admitted(Clients caller)
    {
        try
        {
            await caller.Access.WhoAmIAsync(new WhoAmIRequest());
            return null;
        }
        catch (RpcException e)
        {
            return await Refusal.Of(() => Task.FromException(e));
        }
    }

    private static async Task AssertRefused(ServerProcess server, string token, string because)
    {
        using var caller = new Clients(server.Grpc, token);
        var refusal = await Refusal.Of(caller.Access.WhoAmIAsync(new WhoAmIRequest()));
        refusal.AssertIs(StatusCode.Unauthenticated, "access.unauthenticated");
        Assert.Contains(because, refusal.Message, StringComparison.Ordinal);
    }
}
