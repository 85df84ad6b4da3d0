using IncidentGrains.Host.Hosting;

namespace IncidentGrains.Host.Access;

/// <summary>Tokens: whose are accepted, and the embedded issuer where no other is configured.</summary>
internal static class AccessHosting
{
    public static void AddAccess(this WebApplicationBuilder builder, ServerOptions options, KeyDirectory keys)
    {
        var embedded = options.Issuers.Count == 0 ? new EmbeddedIssuer(keys.Key(KeyDirectory.IssuerKey)) : null;
        if (embedded is not null)
        {
            builder.Services.AddSingleton(embedded).AddSingleton<TokenMint>();
        }

        builder.Services.AddSingleton(options).AddSingleton(keys).AddSingleton<AdminToken>()
            .AddSingleton(new TokenValidator(options, embedded))
            .AddSingleton<AccessInterceptor>();
    }
}
