using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Api;

/// <summary>Everything that one call needs: the RPC, its request, the connection and how to print.</summary>
internal sealed record ApiCall(MethodDescriptor Method, IMessage Request, Connection Connection, ParseResult Parsed)
{
    /// <summary>How to print the reply.</summary>
    public OutputFormat Output => GlobalOptions.Output(Parsed);

    /// <summary>Sends the request of a unary call and returns the answer.</summary>
    public async Task<IMessage> Send(CancellationToken cancellation)
    {
        using var sent = Connection.Invoker.AsyncUnaryCall(GrpcMethod.Of(Method), host: null, Connection.Unary(cancellation), Request);
        return await sent.ResponseAsync;
    }

    /// <summary>Sends the request, prints the answer.</summary>
    public static async Task<int> Unary(ApiCall call, CancellationToken cancellation)
    {
        var reply = await call.Send(cancellation);
        Reply.Write(reply, call.Output);
        return reply is VerifyCaseResponse { Verdict: not VerifyCaseResponse.Types.Verdict.Verified } ? ExitCode.Refused : ExitCode.Done;
    }

    /// <summary>Sends the request, prints what arrives until the server ends the stream.</summary>
    public static async Task<int> Stream(ApiCall call, CancellationToken cancellation)
    {
        using var stream = call.Connection.Invoker.AsyncServerStreamingCall(
            GrpcMethod.Of(call.Method), host: null, Connection.Streaming(cancellation), call.Request);
        await foreach (var item in stream.ResponseStream.ReadAllAsync(cancellation))
        {
            Reply.WriteItem(item, call.Output);
        }

        return ExitCode.Done;
    }
}
