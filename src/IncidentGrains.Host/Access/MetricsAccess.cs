using IncidentGrains.Contracts;
using IncidentGrains.Host.Hosting;

namespace IncidentGrains.Host.Access;

/// <summary>Metrics count incidents and commands: they need a token like everything else, unless configured otherwise.</summary>
internal static class MetricsAccess
{
    /// <summary>Guards an endpoint itself, not a path: however a request gets to it, it passes here.</summary>
    public static void RequireToken(this IEndpointConventionBuilder endpoint, IServiceProvider services)
    {
        if (services.GetRequiredService<ServerOptions>().AnonymousMetrics)
        {
            return;
        }

        var tokens = services.GetRequiredService<TokenValidator>();
        endpoint.Add(e =>
        {
            var serve = e.RequestDelegate!;
            e.RequestDelegate = context => ServeIfAccepted(context, tokens, serve);
        });
    }

    private static async Task ServeIfAccepted(HttpContext context, TokenValidator tokens, RequestDelegate serve)
    {
        if (await IsAccepted(tokens, BearerToken.Of(context.Request)))
        {
            await serve(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Bearer";
    }

    private static async Task<bool> IsAccepted(TokenValidator tokens, string? token)
    {
        try
        {
            return token is not null && await tokens.Validate(token) is { Caller: not null };
        }
        catch (CaseException)
        {
            return false;
        }
    }
}
