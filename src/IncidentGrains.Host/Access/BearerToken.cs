namespace IncidentGrains.Host.Access;

/// <summary>Where a call carries its token.</summary>
internal static class BearerToken
{
    /// <summary>What a call without a token is told.</summary>
    public const string Missing = "The call carries no bearer token. Send 'authorization: Bearer TOKEN'.";

    private const string Scheme = "Bearer ";

    /// <summary>The token as it was sent, or null.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }
}
