using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using IncidentGrains.SystemTests.Processes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IncidentGrains.SystemTests.Access;

/// <summary>An OpenID Connect issuer on loopback: its metadata, its keys, its tokens.</summary>
internal sealed class TestIssuer : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly HttpListener _listener = new();
    private Task _serving = Task.CompletedTask;

    public string Address { get; } = $"http://127.0.0.1:{FreePorts.Next()}";

    /// <summary>Begins to answer; until then the issuer is away, though its tokens are good.</summary>
    public TestIssuer Open()
    {
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _serving = Serve();
        return this;
    }

    public string Token(string subject, string audience, object roles) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Address, Audience = audience, Expires = DateTime.UtcNow.AddMinutes(10),
        Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = subject, ["roles"] = roles },
        SigningCredentials = new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "test" }, SecurityAlgorithms.RsaSha256),
    });

    public void Dispose()
    {
        _listener.Close();
        _serving.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        _rsa.Dispose();
    }

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            var context = await _listener.GetContextAsync();
            byte[] body = context.Request.Url!.AbsolutePath switch
            {
                "/.well-known/openid-configuration" => JsonSerializer.SerializeToUtf8Bytes(new { issuer = Address, jwks_uri = Address + "/keys" }),
                "/keys" => JsonSerializer.SerializeToUtf8Bytes(new { keys = new[] { Key() } }),
                _ => [],
            };
            context.Response.ContentType = "application/json";
            context.Response.StatusCode = body.Length > 0 ? 200 : 404;
            await context.Response.OutputStream.WriteAsync(body);
            context.Response.Close();
        }
    }

    private object Key()
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", kid = "test", use = "sig", alg = "RS256", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
    }
}
