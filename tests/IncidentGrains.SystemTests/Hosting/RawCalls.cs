using System.Text;
using Grpc.Core;

namespace IncidentGrains.SystemTests.Hosting;

/// <summary>Calls of services whose protos are not ours, byte by byte.</summary>
internal static class RawCalls
{
    private static readonly Marshaller<byte[]> Bytes = new(b => b, b => b);

    /// <summary>What grpc.health.v1 says of the whole server: <c>08 01</c> is SERVING.</summary>
    public static async Task<byte[]> Health(CallInvoker invoker) =>
        await invoker.AsyncUnaryCall(new Method<byte[], byte[]>(MethodType.Unary, "grpc.health.v1.Health", "Check", Bytes, Bytes), host: null, new CallOptions(), []);

    /// <summary>Follows what grpc.health.v1 says of the whole server: <c>08 02</c> is NOT_SERVING.</summary>
    public static AsyncServerStreamingCall<byte[]> WatchHealth(CallInvoker invoker) =>
        invoker.AsyncServerStreamingCall(new Method<byte[], byte[]>(MethodType.ServerStreaming, "grpc.health.v1.Health", "Watch", Bytes, Bytes), host: null, new CallOptions(), []);

    /// <summary>Opens an incident with a request that may be no message at all.</summary>
    public static async Task<byte[]> Open(CallInvoker invoker, byte[] request) =>
        await invoker.AsyncUnaryCall(new Method<byte[], byte[]>(MethodType.Unary, "incidentgrains.v1.IncidentsService", "OpenIncident", Bytes, Bytes), host: null, new CallOptions(), request);

    /// <summary>The services that reflection lists, as the text of its answer.</summary>
    public static async Task<string> Services(CallInvoker invoker)
    {
        using var call = invoker.AsyncDuplexStreamingCall(
            new Method<byte[], byte[]>(MethodType.DuplexStreaming, "grpc.reflection.v1.ServerReflection", "ServerReflectionInfo", Bytes, Bytes), host: null, new CallOptions());

        // list_services = 7, a string that is empty.
        await call.RequestStream.WriteAsync([0x3a, 0x00]);
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return Encoding.Latin1.GetString(call.ResponseStream.Current);
    }
}
