using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Access;

/// <summary>Every RPC of the API, found in the generated code, so that a new service is tested from its first day; and how to call any of them.</summary>
internal static class ApiMethods
{
    // A stream that has said nothing by then was let in and waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<MethodDescriptor> All { get; } =
    [
        .. typeof(IncidentsReflection).Assembly.GetTypes()
            .Where(t => t.Namespace == "IncidentGrains.V1" && t.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(t => (FileDescriptor)t.GetProperty("Descriptor")!.GetValue(null)!)
            .SelectMany(f => f.Services).SelectMany(s => s.Methods).OrderBy(m => m.FullName, StringComparer.Ordinal),
    ];

    /// <summary>The field of a request that names the case, or what belongs to one; null if none does.</summary>
    public static FieldDescriptor? Subject(MethodDescriptor method) => IdFields(method).FirstOrDefault();

    /// <summary>The fields of a request that name incidents, or things with an id of their own, such as tasks.</summary>
    public static IEnumerable<FieldDescriptor> IdFields(MethodDescriptor method) => method.InputType.Fields.InDeclarationOrder()
        .Where(f => f is { FieldType: FieldType.String, IsRepeated: false } && CaseIds.Names(f.Name));

    /// <summary>Calls a method and returns how it ended; a stream ends with its first message.</summary>
    public static async Task<(StatusCode Code, RpcException? Refusal, IMessage? Reply)> Call(CallInvoker invoker, MethodDescriptor method, IMessage request)
    {
        var options = new CallOptions(deadline: DateTime.UtcNow + Patience);
        var rpc = new Method<IMessage, IMessage>(
            (method.IsClientStreaming, method.IsServerStreaming) switch
            {
                (false, false) => MethodType.Unary,
                (false, true) => MethodType.ServerStreaming,
                (true, false) => MethodType.ClientStreaming,
                (true, true) => MethodType.DuplexStreaming,
            },
            method.Service.FullName, method.Name, Marshal(method.InputType), Marshal(method.OutputType));
        try
        {
            return (StatusCode.OK, null, await First(invoker, rpc, options, request));
        }
        catch (RpcException e)
        {
            return (e.StatusCode, e, null);
        }
    }

    private static async Task<IMessage?> First(CallInvoker invoker, Method<IMessage, IMessage> rpc, CallOptions options, IMessage request)
    {
        switch (rpc.Type)
        {
            case MethodType.Unary:
                return await invoker.AsyncUnaryCall(rpc, null, options, request);
            case MethodType.ServerStreaming:
                using (var call = invoker.AsyncServerStreamingCall(rpc, null, options, request))
                {
                    return await call.ResponseStream.MoveNext(CancellationToken.None) ? call.ResponseStream.Current : null;
                }

            case MethodType.ClientStreaming:
                using (var call = invoker.AsyncClientStreamingCall(rpc, null, options))
                {
                    await Send(call.RequestStream, request);
                    return await call;
                }

            default:
                using (var call = invoker.AsyncDuplexStreamingCall(rpc, null, options))
                {
                    await Send(call.RequestStream, request);
                    return await call.ResponseStream.MoveNext(CancellationToken.None) ? call.ResponseStream.Current : null;
                }
        }
    }

    private static async Task Send(IClientStreamWriter<IMessage> stream, IMessage request)
    {
        try
        {
            await stream.WriteAsync(request);
            await stream.CompleteAsync();
        }
        catch (RpcException)
        {
            // Refused before the message was read: the answer, which is read next, says why.
        }
    }

    private static Marshaller<IMessage> Marshal(MessageDescriptor type) => new(message => message.ToByteArray(), type.Parser.ParseFrom);
}
