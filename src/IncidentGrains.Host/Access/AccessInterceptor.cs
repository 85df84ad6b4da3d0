using Grpc.Core;
using Grpc.Core.Interceptors;
using IncidentGrains.Host.Errors;

namespace IncidentGrains.Host.Access;

/// <summary>Every call passes here: whose token is it, and does one of its roles allow the method? Then: how do refusals leave?</summary>
internal sealed class AccessInterceptor(TokenValidator tokens, ErrorMapping errors) : Interceptor
{
    private static readonly object CallerKey = new();

    /// <summary>Who calls; set for every method that is not anonymous.</summary>
    public static Caller CallerOf(ServerCallContext context) => (Caller)context.UserState[CallerKey];

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => continuation(requestStream, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => Answered(continuation(request, responseStream, context)));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => Answered(continuation(requestStream, responseStream, context)));

    private static async Task<bool> Answered(Task stream)
    {
        await stream;
        return true;
    }

    private async Task<T> Guard<T>(ServerCallContext context, Func<Task<T>> call)
    {
        try
        {
            await Admit(context);
            return await call();
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw errors.ToRpc(e, context);
        }
    }

    private async Task Admit(ServerCallContext context)
    {
        if (Permissions.IsAnonymous(context.Method))
        {
            return;
        }

        var request = context.GetHttpContext().Request;
        var caller = tokens.Known(BearerToken.Sent(request)) ?? await Validated(BearerToken.Of(request));
        if (!Permissions.Table.TryGetValue(context.Method, out var allowed) || !caller.Actor.IsAny(allowed))
        {
            throw ErrorMapping.Denied(context.Method, caller, allowed);
        }

        context.UserState[CallerKey] = caller;
    }

    private async Task<Caller> Validated(string? token)
    {
        var (caller, refusal) = await tokens.Validate(token ?? throw ErrorMapping.Unauthenticated(BearerToken.Missing));
        return caller ?? throw ErrorMapping.Unauthenticated(refusal);
    }
}
