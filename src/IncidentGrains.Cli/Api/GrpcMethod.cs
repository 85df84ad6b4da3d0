using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace IncidentGrains.Cli.Api;

/// <summary>Calls an RPC that is known by its descriptor alone.</summary>
internal static class GrpcMethod
{
    /// <summary>The RPC in the form that a <see cref="CallInvoker"/> takes.</summary>
    public static Method<IMessage, IMessage> Of(MethodDescriptor method) => new(
        (method.IsClientStreaming, method.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (false, true) => MethodType.ServerStreaming,
            (true, false) => MethodType.ClientStreaming,
            (true, true) => MethodType.DuplexStreaming,
        },
        method.Service.FullName, method.Name, Marshal(method.InputType), Marshal(method.OutputType));

    private static Marshaller<IMessage> Marshal(MessageDescriptor type) =>
        Marshallers.Create(message => message.ToByteArray(), bytes => type.Parser.ParseFrom(bytes));
}
