using System.Net.Http;

namespace IncidentGrains.Protocol;

/// <summary>Lets calls that meet a server at the end of its orderly stop be UNAVAILABLE, as they are to gRPC in other languages: repeat them.</summary>
/// <remarks>
/// A server that stops says so by GOAWAY with NO_ERROR. A call that is just being sent on that connection fails, and
/// Grpc.Net.Client (by the letter of gRPC's mapping of HTTP/2 codes) calls that INTERNAL, which no retry policy repeats.
/// Whether the server took the call is not known; every mutation has a command id, so repeating is safe.
/// </remarks>
/// <param name="inner">What sends calls: <c>HttpHandler = new OrderlyCloseHandler(new SocketsHttpHandler())</c>.</param>
public sealed class OrderlyCloseHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const long NoError = 0;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (e.InnerException is HttpProtocolException { ErrorCode: NoError } closed)
        {
            // To gRPC a failure of input or output without a code is a server that is away.
            throw new HttpRequestException(e.HttpRequestError, "The server is stopping.", new IOException(closed.Message));
        }
    }
}
