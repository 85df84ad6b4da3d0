using System.Text;

namespace IncidentGrains.Host.Access;

/// <summary>Where a call carries its token.</summary>
internal static class BearerToken
{
    /// <summary>What a call without a token is told.</summary>
    public const string Missing = "The call carries no bearer token. Send 'authorization: Bearer TOKEN'.";

    private const string Scheme = "Bearer ";

    private const string Basic = "Basic ";

    /// <summary>The token as it was sent, or null.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return IsBearer(header) ? Behind(header).ToString()
            : header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? Password(header[Basic.Length..].Trim()) : null;
    }

    /// <summary>The token where it stands in the request, without a copy; empty if it is not there in the usual way, and then <see cref="Of"/> tells.</summary>
    public static ReadOnlySpan<char> Sent(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return IsBearer(header) ? Behind(header) : default;
    }

    private static bool IsBearer(string header) => header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Behind(string header) => header.AsSpan(Scheme.Length).Trim();

    // Calendars that subscribe to a feed know a name and a password only (RFC 7617): the token is the password, whatever the name.
    private static string? Password(string credentials)
    {
        Span<byte> bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes[..length]);
        return text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? text[(colon + 1)..] : null;
    }
}
