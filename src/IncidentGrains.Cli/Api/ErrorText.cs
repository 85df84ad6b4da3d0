using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using IncidentGrains.Cli.Output;
using RpcStatus = Google.Rpc.Status;

namespace IncidentGrains.Cli.Api;

/// <summary>The details of a google.rpc.Status in words.</summary>
internal static class ErrorText
{
    /// <summary>The code as the API documents it, such as FAILED_PRECONDITION.</summary>
    public static string CodeName(int code) =>
        string.Concat(((StatusCode)code).ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString()));

    /// <summary>One line for each violation, reason, delay and the like that the message does not say already.</summary>
    public static IEnumerable<string> Details(RpcStatus status) => status.Details.SelectMany(d => Lines(d, status.Message)).Select(SafeText.Line);

    private static IEnumerable<string> Lines(Any detail, string said)
    {
        if (detail.TryUnpack<BadRequest>(out var bad))
        {
            return bad.FieldViolations.Where(v => !said.Contains(v.Description, StringComparison.Ordinal)).Select(v => $"{v.Field}: {v.Description}");
        }

        if (detail.TryUnpack<PreconditionFailure>(out var precondition))
        {
            return precondition.Violations.Where(v => !said.Contains(v.Description, StringComparison.Ordinal)).Select(v => $"{v.Type} {v.Subject}: {v.Description}");
        }

        if (detail.TryUnpack<ErrorInfo>(out var info))
        {
            var metadata = string.Concat(info.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $" {m.Key}={m.Value}"));
            return [$"reason {info.Reason} ({info.Domain}){metadata}"];
        }

        if (detail.TryUnpack<RetryInfo>(out var retry))
        {
            return [$"retry after {retry.RetryDelay?.ToTimeSpan().TotalSeconds ?? 0:0.###} s"];
        }

        if (detail.TryUnpack<QuotaFailure>(out var quota))
        {
            return quota.Violations.Select(v => $"{v.Subject}: {v.Description}");
        }

        if (detail.TryUnpack<ResourceInfo>(out var resource))
        {
            return [$"{resource.ResourceType} {resource.ResourceName}: {resource.Description}"];
        }

        if (detail.TryUnpack<RequestInfo>(out var request))
        {
            return [$"request {request.RequestId}"];
        }

        return detail.TryUnpack<LocalizedMessage>(out var localized) ? [localized.Message]
            : detail.TryUnpack<Help>(out var help) ? help.Links.Select(l => $"{l.Description}: {l.Url}")
            : [$"a detail of type {detail.TypeUrl}"];
    }
}
