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

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await Admit(context);
            return await continuation(request, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw errors.ToRpc(e, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await Admit(context);
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw errors.ToRpc(e, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await Admit(context);
            await continuation(requestStream, responseStream, context);
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

        var header = context.GetHttpContext().Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            throw ErrorMapping.Unauthenticated("The call carries no bearer token. Send 'authorization: Bearer TOKEN'.");
        }

        var (caller, refusal) = await tokens.Validate(header["Bearer ".Length..].Trim());
        if (caller is null)
        {
            throw ErrorMapping.Unauthenticated(refusal);
        }

        if (!Permissions.Table.TryGetValue(context.Method, out var allowed) || !caller.Actor.IsAny(allowed))
        {
            throw ErrorMapping.Denied(context.Method, caller, allowed);
        }

        context.UserState[CallerKey] = caller;
    }
}
