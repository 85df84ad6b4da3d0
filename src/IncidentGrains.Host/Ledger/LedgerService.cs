using System.Buffers;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Bus;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Host.Access;
using IncidentGrains.Host.Incidents;
using IncidentGrains.Proof;
using IncidentGrains.V1;
using Checkpoint = IncidentGrains.V1.Checkpoint;

namespace IncidentGrains.Host.Ledger;

/// <summary>The record of a case, its proof and its export; whoever may not see the case does not see its record.</summary>
internal sealed class LedgerService(IncidentIndex index, LedgerReader reader, CaseVerification verification, Checkpoints checkpoints, TimeProvider time)
    : V1.LedgerService.LedgerServiceBase
{
    private const int ChunkBytes = 64 * 1024;

    public override async Task<ListEventsResponse> ListEvents(ListEventsRequest r, ServerCallContext context)
    {
        await Show(r.CaseId, context);
        var size = PageTokens.Size(r.PageSize, 100);
        var until = Requests.AsOf(r.AsOf, time) is { } asOf ? Instants.ToMicros(asOf) : long.MaxValue;
        var page = await reader.Case(r.CaseId, PageTokens.After(r.PageToken, 0), size + 1, until);
        return new ListEventsResponse
        {
            Events = { page.Take(size).Select(LedgerMapping.ToProto) },
            NextPageToken = page.Count > size ? PageTokens.Next(page[size - 1].Position) : "",
        };
    }

    public override async Task<VerifyCaseResponse> VerifyCase(VerifyCaseRequest r, ServerCallContext context)
    {
        await Show(r.CaseId, context);
        var verdict = await verification.Verify(r.CaseId);
        return new VerifyCaseResponse
        {
            Verdict = verdict.Status == VerdictStatus.Verified ? VerifyCaseResponse.Types.Verdict.Verified : VerifyCaseResponse.Types.Verdict.Broken,
            Finding = verdict.Finding?.ToString() ?? "",
            BadStream = verdict.Finding?.Stream ?? "",
            BadSeq = verdict.Finding?.Seq ?? 0,
            EventCount = verdict.EventCount,
            CheckpointCount = verdict.CheckpointCount,
            RedactedCount = verdict.RedactedCount,
            Heads = { verdict.Heads.Select(LedgerMapping.ToProto) },
        };
    }

    public override async Task ExportCase(ExportCaseRequest r, IServerStreamWriter<ExportCaseResponse> stream, ServerCallContext context)
    {
        await Show(r.CaseId, context);
        var chunk = new ArrayBufferWriter<byte>(ChunkBytes);
        await foreach (var line in verification.Export(r.CaseId))
        {
            Encoding.UTF8.GetBytes(line, chunk);
            chunk.Write("\n"u8);
            if (chunk.WrittenCount >= ChunkBytes)
            {
                await Send(stream, chunk, context);
            }
        }

        await Send(stream, chunk, context);
    }

    public override async Task<Checkpoint> CreateCheckpoint(CreateCheckpointRequest r, ServerCallContext context)
    {
        await Show(r.CaseId, context);
        return LedgerMapping.ToProto(await checkpoints.Create(r.CaseId) ?? throw CaseException.NotFound(r.CaseId));
    }

    public override async Task<ListCheckpointsResponse> ListCheckpoints(ListCheckpointsRequest r, ServerCallContext context)
    {
        await Show(r.CaseId, context);
        var size = PageTokens.Size(r.PageSize, 50);
        var page = await checkpoints.List(r.CaseId, PageTokens.After(r.PageToken, long.MaxValue), size + 1);
        return new ListCheckpointsResponse
        {
            Checkpoints = { page.Take(size).Select(LedgerMapping.ToProto) },
            NextPageToken = page.Count > size ? PageTokens.Next(page[size - 1].Checkpoint.Number) : "",
        };
    }

    public override Task<ListSigningKeysResponse> ListSigningKeys(ListSigningKeysRequest r, ServerCallContext context) => Task.FromResult(
        new ListSigningKeysResponse { Keys = { new V1.SigningKey { Fingerprint = checkpoints.Key.Fingerprint, Jwk = checkpoints.Key.Jwk } } });

    private async Task Show(string caseId, ServerCallContext context)
    {
        var actor = AccessInterceptor.CallerOf(context).Actor;
        if (IncidentId.IsWellFormed(caseId))
        {
            // By the index, not by the grain: a record too damaged to be folded must still be verified and exported.
            if (!await index.IsVisible(caseId, actor))
            {
                throw CaseException.NotFound(caseId);
            }
        }
        else if (caseId is not (IAccessLogGrain.Key or IBusLogGrain.Key))
        {
            throw CaseException.Invalid(new FieldViolation("case_id", $"is no case; send an incident's id, '{IAccessLogGrain.Key}' or '{IBusLogGrain.Key}'."));
        }
        else if (!actor.IsAny(Roles.Auditor | Roles.Admin))
        {
            throw CaseException.NotFound(caseId);
        }
    }

    private static Task Send(IServerStreamWriter<ExportCaseResponse> stream, ArrayBufferWriter<byte> chunk, ServerCallContext context)
    {
        // A line may be longer than a chunk; the API promises pieces of at most 64 KiB.
        var pieces = new List<ExportCaseResponse>();
        for (var at = 0; at < chunk.WrittenCount; at += ChunkBytes)
        {
            pieces.Add(new ExportCaseResponse { Data = ByteString.CopyFrom(chunk.WrittenSpan[at..Math.Min(at + ChunkBytes, chunk.WrittenCount)]) });
        }

        chunk.ResetWrittenCount();
        return SendAll(stream, pieces, context);
    }

    private static async Task SendAll(IServerStreamWriter<ExportCaseResponse> stream, List<ExportCaseResponse> pieces, ServerCallContext context)
    {
        foreach (var piece in pieces)
        {
            await stream.WriteAsync(piece, context.CancellationToken);
        }
    }
}
