using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Host.Access;
using IncidentGrains.Registry.Sealing;
using Status = Google.Rpc.Status;

namespace IncidentGrains.Host.Errors;

/// <summary>How refusals and faults leave the server: one status each, with details a program can act on, and nothing of the inside.</summary>
internal sealed partial class ErrorMapping(ILogger<ErrorMapping> logger)
{
    private const string Domain = "incidentgrains";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>The status of whatever a call threw.</summary>
    public RpcException ToRpc(Exception exception, ServerCallContext context) => exception switch
    {
        CaseException e => ToStatus(e).ToRpcException(),
        BlobDamagedException or MasterKeyException => Damaged(exception, context),
        OperationCanceledException when context.CancellationToken.IsCancellationRequested =>
            new RpcException(new Grpc.Core.Status(StatusCode.Cancelled, "The call was cancelled.")),
        OrleansException or TimeoutException or System.Data.Common.DbException or OperationCanceledException => Away(exception, context),
        _ => Internal(exception, context),
    };

    /// <summary>No token, or one that is not accepted.</summary>
    public static RpcException Unauthenticated(string message) =>
        Build(Code.Unauthenticated, "access.unauthenticated", message).ToRpcException();

    /// <summary>A role is missing.</summary>
    public static RpcException Denied(string method, Caller caller, Roles allowed) => Build(
        Code.PermissionDenied, "access.denied",
        $"{method[(method.LastIndexOf('/') + 1)..]} needs one of the roles {string.Join(", ", RoleNames.Of(allowed))}; your token grants {Named(caller.Actor.Roles)}.").ToRpcException();

    private static string Named(Roles roles) => roles == Roles.None ? "none" : string.Join(", ", RoleNames.Of(roles));

    private static Status ToStatus(CaseException e)
    {
        var code = e.Error switch
        {
            CaseError.Invalid => Code.InvalidArgument,
            CaseError.NotFound => Code.NotFound,
            CaseError.Denied => Code.PermissionDenied,
            CaseError.Refused => Code.FailedPrecondition,
            CaseError.Stale => Code.Aborted,
            CaseError.Exists => Code.AlreadyExists,
            CaseError.Overloaded => Code.ResourceExhausted,
            CaseError.Unavailable => Code.Unavailable,
            _ => Code.Internal,
        };
        var status = Build(code, e.Reason, e.Message, e.Metadata);
        if (e.Violations.Count > 0)
        {
            var bad = new BadRequest();
            bad.FieldViolations.Add(e.Violations.Select(v => new BadRequest.Types.FieldViolation { Field = v.Field, Description = v.Description }));
            status.Details.Add(Any.Pack(bad));
        }

        if (e.Error == CaseError.Refused)
        {
            var refused = new PreconditionFailure();
            refused.Violations.Add(new PreconditionFailure.Types.Violation { Type = e.Reason, Description = e.Message });
            status.Details.Add(Any.Pack(refused));
        }

        if (e.Error is CaseError.Overloaded or CaseError.Unavailable)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(RetryAfter) }));
        }

        return status;
    }

    private RpcException Away(Exception exception, ServerCallContext context)
    {
        LogAway(logger, context.Method, exception.GetType().Name);
        return ToStatus(CaseException.Unavailable()).ToRpcException();
    }

    // What is damaged is never answered from in part. Messages name places and keys, never what is in them.
    private RpcException Damaged(Exception exception, ServerCallContext context)
    {
        LogDamaged(logger, context.Method, exception.Message);
        return Build(Code.DataLoss, "registry.damaged", $"What is stored of affected people can't be read: {exception.Message}").ToRpcException();
    }

    private RpcException Internal(Exception exception, ServerCallContext context)
    {
        var correlation = Activity.Current?.TraceId.ToString() ?? context.GetHttpContext().TraceIdentifier;
        LogDefect(logger, context.Method, correlation, exception);
        return Build(
            Code.Internal, "internal", $"The server met a defect. It is logged under '{correlation}'; give that to whoever runs the server.",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["correlation_id"] = correlation }).ToRpcException();
    }

    private static Status Build(Code code, string reason, string message, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var info = new ErrorInfo { Domain = Domain, Reason = reason };
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            info.Metadata[key] = value;
        }

        return new Status { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} could not be served: {Error}")]
    private static partial void LogAway(ILogger logger, string method, string error);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Method} met damaged data: {Finding}")]
    private static partial void LogDamaged(ILogger logger, string method, string finding);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} met a defect; correlation {Correlation}")]
    private static partial void LogDefect(ILogger logger, string method, string correlation, Exception exception);
}
