using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using IncidentGrains.SystemTests.Api;
using IncidentGrains.SystemTests.Hosting;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Access;

/// <summary>Only a token of the issuer, for this service, of now, says who the caller is.</summary>
[Collection(RealProcesses.Name)]
public sealed class TokenTests(SharedServer server) : IDisposable
{
    private readonly ECDsa _own = OwnKey(server.Process.Data);

    [Fact]
    public async Task Token_SignedWithTheServersKey_IsAcceptedSoTheOthersAreRefusedForTheirFault()
    {
        using var caller = new Clients(server.Process.Grpc, HandMadeToken.Es256(_own, HandMadeToken.Claims()));
        Assert.Equal("embedded|mallory", (await caller.Access.WhoAmIAsync(new WhoAmIRequest())).Person);
    }

    [Fact]
    public async Task Token_ThatIsMissing_IsAskedFor() => await AssertUnauthenticated(null, "authorization: Bearer TOKEN");

    [Fact]
    public async Task Body_WithoutAToken_IsNotReadBeforeTheRefusal()
    {
        // No JSON at all: who reads it says so.
        using var http = new HttpClient { BaseAddress = server.Process.Rest };
        using var body = new StringContent("{", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("v1/incidents", UriKind.Relative), body);
        Assert.Equal((HttpStatusCode.Unauthorized, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(16, json.RootElement.GetProperty("code").GetInt32());
        var detail = json.RootElement.GetProperty("details")[0];
        Assert.Equal(("type.googleapis.com/google.rpc.ErrorInfo", "access.unauthenticated"), (detail.GetProperty("@type").GetString(), detail.GetProperty("reason").GetString()));

        using var anonymous = new Clients(server.Process.Grpc, token: null);
        (await Refusal.Of(() => RawCalls.Open(anonymous.Invoker, [0xff]))).AssertIs(StatusCode.Unauthenticated, "access.unauthenticated");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.W10.AAAA")]
    public async Task Token_ThatIsNone_IsRefused(string token) => await AssertUnauthenticated(token, "token");

    [Fact]
    public async Task Token_OfTwentyKilobytes_IsRefused() => await AssertUnauthenticated(new string('a', 20 * 1024), "no JSON Web Token");

    [Fact]
    public async Task Token_ThatHasExpired_IsRefused() => await AssertUnauthenticated(
        HandMadeToken.Es256(_own, HandMadeToken.Claims(DateTimeOffset.UtcNow.AddHours(-2), DateTimeOffset.UtcNow.AddHours(-1))), "expired");

    [Fact]
    public async Task Token_ThatIsNotYetValid_IsRefused() => await AssertUnauthenticated(
        HandMadeToken.Es256(_own, HandMadeToken.Claims(DateTimeOffset.UtcNow.AddHours(1), DateTimeOffset.UtcNow.AddHours(2))), "not valid yet");

    [Theory]
    [InlineData("iss", "https://elsewhere.example", "issuer")]
    [InlineData("iss", "", "issuer")]
    [InlineData("aud", "another-service", "audience")]
    [InlineData("sub", "", "subject")]
    [InlineData("sub", "embedded|admin", "subject")]
    public async Task Token_WithAWrongClaim_IsRefused(string claim, string value, string because)
    {
        var claims = HandMadeToken.Claims();
        claims[claim] = value;
        await AssertUnauthenticated(HandMadeToken.Es256(_own, claims), because);
    }

    [Theory]
    [InlineData("exp", "expir")]
    [InlineData("iss", "issuer")]
    [InlineData("aud", "audience")]
    [InlineData("sub", "subject")]
    public async Task Token_WithoutAClaim_IsRefused(string claim, string because)
    {
        var claims = HandMadeToken.Claims();
        claims.Remove(claim);
        await AssertUnauthenticated(HandMadeToken.Es256(_own, claims), because);
    }

    [Fact]
    public async Task Token_WithClaimsOfAnotherType_IsRefused()
    {
        foreach (var (claim, value) in new (string, object)[]
        {
            ("iss", 1), ("iss", new[] { "embedded", "other" }), ("sub", new { name = "admin" }), ("sub", new string('x', 201)), ("sub", "a\nb"),
            ("exp", "tomorrow"), ("exp", -1), ("exp", new { }), ("nbf", "yesterday"), ("aud", new { }),
        })
        {
            var claims = HandMadeToken.Claims();
            claims[claim] = value;
            await AssertUnauthenticated(HandMadeToken.Es256(_own, claims), "token");
        }
    }

    [Fact]
    public async Task Token_OfAForeignKey_IsRefused()
    {
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await AssertUnauthenticated(HandMadeToken.Es256(foreign, HandMadeToken.Claims()), "signature");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("ES256")]
    public async Task Token_ThatIsUnsigned_IsRefused(string algorithm) =>
        await AssertUnauthenticated(HandMadeToken.With(algorithm, HandMadeToken.Claims(), _ => []), "sign");

    [Fact]
    public async Task Token_SignedWithThePublicKeyAsSecret_IsRefused()
    {
        var (pem, der) = (Encoding.ASCII.GetBytes(_own.ExportSubjectPublicKeyInfoPem()), _own.ExportSubjectPublicKeyInfo());
        foreach (var secret in new[] { pem, der, [.. pem, (byte)'\n'] })
        {
            await AssertUnauthenticated(HandMadeToken.Hs256(secret, HandMadeToken.Claims()), "sign");
        }
    }

    [Fact]
    public async Task Token_WhoseRolesWereEdited_IsRefused()
    {
        var parts = (await server.Admin.Mint("rita", Role.Responder)).Split('.');
        var other = HandMadeToken.Es256(_own, HandMadeToken.Claims()).Split('.');
        await AssertUnauthenticated($"{parts[0]}.{other[1]}.{parts[2]}", "signature");
    }

    [Fact]
    public async Task Call_WithoutTheRole_IsDeniedAndTheRolesAreNamed()
    {
        using var auditor = await server.As("ada", Role.Auditor);
        var refusal = await Refusal.Of(auditor.Incidents.OpenIncidentAsync(new OpenIncidentRequest { CommandId = Clients.NewId(), Title = "x" }));
        refusal.AssertIs(StatusCode.PermissionDenied, "access.denied");
        Assert.Contains("responder, commander", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("grants auditor", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_OfOtherSystems_GrantNothing()
    {
        var claims = HandMadeToken.Claims();
        claims["roles"] = new[] { "root", "9", "511", "admin,commander", "" };
        using var caller = new Clients(server.Process.Grpc, HandMadeToken.Es256(_own, claims));
        var refusal = await Refusal.Of(caller.Incidents.ListIncidentsAsync(new ListIncidentsRequest()));
        refusal.AssertIs(StatusCode.PermissionDenied, "access.denied");
        Assert.Contains("grants none", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _own.Dispose();

    private static ECDsa OwnKey(string data)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(data, "issuer-key.pem")));
        return key;
    }

    private async Task AssertUnauthenticated(string? token, string because)
    {
        using var caller = new Clients(server.Process.Grpc, token);
        var refusal = await Refusal.Of(caller.Access.WhoAmIAsync(new WhoAmIRequest()));
        refusal.AssertIs(StatusCode.Unauthenticated, "access.unauthenticated");
        Assert.Contains(because, refusal.Message, StringComparison.OrdinalIgnoreCase);
    }
}
