using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using IncidentGrains.Host.Errors;

namespace IncidentGrains.Host.Access;

/// <summary>Refuses calls that carry no token before their body is read: a stranger's megabytes cost no memory.</summary>
/// <remarks>Whether a token is worth anything is the interceptor's to say; the answer is the same as its own.</remarks>
internal static class EarlyRefusal
{
    private const string GrpcContent = "application/grpc";

    private static readonly RpcException Refusal = ErrorMapping.Unauthenticated(BearerToken.Missing);

    private static readonly string Json = new JsonFormatter(
        JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor))).Format(Refusal.GetRpcStatus());

    public static void UseEarlyRefusal(this WebApplication app) => app.Use((context, next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is { Method.FullName: var method } && !Permissions.IsAnonymous(method)
            && BearerToken.Sent(context.Request).IsEmpty && BearerToken.Of(context.Request) is null ? Refuse(context) : next(context));

    private static Task Refuse(HttpContext context)
    {
        var response = context.Response;
        if (context.Request.ContentType?.StartsWith(GrpcContent, StringComparison.OrdinalIgnoreCase) != true)
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            response.ContentType = "application/json";
            return response.WriteAsync(Json, context.RequestAborted);
        }

        // An answer of headers alone, as gRPC has it for a call that ends before it begins.
        response.ContentType = GrpcContent;
        response.Headers["grpc-status"] = ((int)Refusal.StatusCode).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Refusal.Status.Detail;
        foreach (var trailer in Refusal.Trailers)
        {
            response.Headers[trailer.Key] = trailer.IsBinary ? Convert.ToBase64String(trailer.ValueBytes) : trailer.Value;
        }

        return Task.CompletedTask;
    }
}
