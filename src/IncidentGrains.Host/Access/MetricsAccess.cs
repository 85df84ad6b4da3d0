using IncidentGrains.Contracts;
using IncidentGrains.Host.Hosting;

namespace IncidentGrains.Host.Access;

/// <summary>Metrics count incidents and commands: they need a token like everything else, unless configured otherwise.</summary>
internal static class MetricsAccess
{
    private static async Task<bool> IsAccepted(TokenValidator tokens, string header)
    {
        try
        {
            return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                && await tokens.Validate(header["Bearer ".Length..].Trim()) is { Caller: not null };
        }
        catch (CaseException)
        {
            return false;
        }
    }

    public static void UseMetricsAccess(this WebApplication app)
    {
        var tokens = app.Services.GetRequiredService<TokenValidator>();
        if (app.Services.GetRequiredService<ServerOptions>().AnonymousMetrics)
        {
            return;
        }

        app.UseWhen(c => c.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal), metrics => metrics.Use(async (context, next) =>
        {
            var header = context.Request.Headers.Authorization.ToString();
            if (!await IsAccepted(tokens, header))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.Response.Headers.WWWAuthenticate = "Bearer";
                return;
            }

            await next(context);
        }));
    }
}
