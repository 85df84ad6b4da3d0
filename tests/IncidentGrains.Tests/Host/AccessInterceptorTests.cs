using System.Net;
using Grpc.Core;
using IncidentGrains.Host.Access;
using IncidentGrains.Host.Errors;
using IncidentGrains.Host.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentGrains.Tests.Host;

/// <summary>No shape of call gets past the guard without a token, and what any throws leaves mapped.</summary>
public sealed class AccessInterceptorTests
{
    private static readonly IPEndPoint Any = new(IPAddress.Loopback, 0);

    private readonly AccessInterceptor _interceptor = new(
        new TokenValidator(new ServerOptions { Data = "", Listen = Any, Rest = Any }, embedded: null), new ErrorMapping(NullLogger<ErrorMapping>.Instance));

    [Fact]
    public async Task Call_OfAnyShapeWithoutAToken_IsRefused()
    {
        foreach (var status in await Statuses(new Context("/incidentgrains.v1.IncidentsService/GetIncident"), () => Assert.Fail("The call came through.")))
        {
            Assert.Equal(StatusCode.Unauthenticated, status);
        }
    }

    [Fact]
    public async Task Defect_InACallOfAnyShape_LeavesAsInternal()
    {
        foreach (var status in await Statuses(new Context("/grpc.health.v1.Health/Check"), () => throw new InvalidOperationException("inside")))
        {
            Assert.Equal(StatusCode.Internal, status);
        }
    }

    [Theory]
    [InlineData(typeof(Orleans.Runtime.SiloUnavailableException))]
    [InlineData(typeof(Orleans.Runtime.OrleansMessageRejectionException))]
    [InlineData(typeof(Orleans.Runtime.OrleansException))]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(Npgsql.NpgsqlException))]
    public async Task SiloOrDatabaseAway_InACallOfAnyShape_LeavesAsUnavailable(Type error)
    {
        var away = (Exception)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(error);
        foreach (var status in await Statuses(new Context("/grpc.health.v1.Health/Check"), () => throw away))
        {
            Assert.Equal(StatusCode.Unavailable, status);
        }
    }

    private async Task<StatusCode[]> Statuses(ServerCallContext context, Action call)
    {
        Task<string> Answer()
        {
            call();
            return Task.FromResult("");
        }

        return
        [
            await StatusOf(() => _interceptor.UnaryServerHandler<string, string>("", context, (_, _) => Answer())),
            await StatusOf(() => _interceptor.ClientStreamingServerHandler<string, string>(null!, context, (_, _) => Answer())),
            await StatusOf(() => _interceptor.ServerStreamingServerHandler<string, string>("", null!, context, (_, _, _) => Answer())),
            await StatusOf(() => _interceptor.DuplexStreamingServerHandler<string, string>(null!, null!, context, (_, _, _) => Answer())),
        ];
    }

    private static async Task<StatusCode> StatusOf(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).StatusCode;

    private sealed class Context : ServerCallContext
    {
        public Context(string method)
        {
            MethodCore = method;
            UserState["__HttpContext"] = new DefaultHttpContext();
        }

        protected override string MethodCore { get; }

        protected override string HostCore => "";

        protected override string PeerCore => "";

        protected override DateTime DeadlineCore => DateTime.MaxValue;

        protected override Metadata RequestHeadersCore { get; } = [];

        protected override CancellationToken CancellationTokenCore => CancellationToken.None;

        protected override Metadata ResponseTrailersCore { get; } = [];

        protected override Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore { get; } = new(null, []);

        protected override IDictionary<object, object> UserStateCore { get; } = new Dictionary<object, object>();

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
    }
}
