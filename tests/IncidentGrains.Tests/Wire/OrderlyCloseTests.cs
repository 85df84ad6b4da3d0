using Grpc.Core;
using Grpc.Net.Client;
using IncidentGrains.Protocol;
using IncidentGrains.V1;

namespace IncidentGrains.Tests.Wire;

/// <summary>A server that closes a connection in good order is away, not broken.</summary>
public sealed class OrderlyCloseTests
{
    [Theory]
    [InlineData(0, StatusCode.Unavailable)]
    [InlineData(2, StatusCode.Internal)]
    [InlineData(11, StatusCode.ResourceExhausted)]
    public async Task Call_OnAConnectionThatEndsWithACode_Is(long code, StatusCode expected)
    {
        using var channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = new OrderlyCloseHandler(new Closing(code)), DisposeHttpClient = true });
        var call = await Assert.ThrowsAsync<RpcException>(async () => await new AccessService.AccessServiceClient(channel).WhoAmIAsync(new WhoAmIRequest()));
        Assert.Equal(expected, call.StatusCode);
    }

    private sealed class Closing(long code) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException("closed", new HttpProtocolException(code, "The HTTP/2 server closed the connection.", null));
    }
}
