using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.Host.Access;
using IncidentGrains.Registry.Chunks;
using IncidentGrains.V1;
using static IncidentGrains.Host.Cohorts.CohortRequests;
using Cohort = IncidentGrains.Contracts.Cohorts.Cohort;
using ImportState = IncidentGrains.Contracts.Cohorts.ImportState;

namespace IncidentGrains.Host.Cohorts;

internal sealed partial class CohortsService
{
    // A list of rejects is read in pages of this many.
    private const int RejectsAtOnce = 1_000;

    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(100);

    public override async Task UploadChunks(
        IAsyncStreamReader<UploadChunksRequest> requestStream, IServerStreamWriter<UploadChunksResponse> responseStream, ServerCallContext context)
    {
        var actor = AccessInterceptor.CallerOf(context).Actor;
        ImportTarget? target = null;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, application.ApplicationStopping);
        try
        {
            await new ChunkUpload(requestStream, responseStream, data.Places, (start, bytes) => data.Intake.Take(target!, Head(start), bytes)).Run(Admit, ends.Token);
        }
        catch (OperationCanceledException) when (application.ApplicationStopping.IsCancellationRequested)
        {
            throw CaseException.Stopping();
        }

        async Task Admit(ChunkStart start)
        {
            var state = target is null ? await Grain(start.IncidentId).Get(actor, 0) : await Grain(start.IncidentId).View(0);
            var (cohort, import) = Importing(state, start.ImportId);
            if (import.State != ImportState.Open)
            {
                throw CaseException.Refused("import.state", $"'{import.ImportId}' is {import.State.ToString().ToUpperInvariant()} and takes no more chunks. Begin a further import.");
            }

            target = target is null || target.ImportId != import.ImportId || target.IncidentId != state.IncidentId ? await data.Targets.Of(state, cohort, import) : target;
        }
    }

    public override async Task<Import> GetImport(GetImportRequest r, ServerCallContext context) => await Counted(await At(r.IncidentId, 0, context), r.ImportId);

    public override async Task WatchImport(WatchImportRequest r, IServerStreamWriter<WatchImportResponse> stream, ServerCallContext context)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, application.ApplicationStopping);
        try
        {
            while (true)
            {
                var import = await Counted(await At(r.IncidentId, 0, context), r.ImportId);
                await stream.WriteAsync(new WatchImportResponse { Import = import }, context.CancellationToken);
                if (import.State is not (V1.ImportState.Open or V1.ImportState.Sealing))
                {
                    return;
                }

                await Task.Delay(WatchInterval, time, ends.Token);
            }
        }
        catch (OperationCanceledException) when (application.ApplicationStopping.IsCancellationRequested)
        {
            throw CaseException.Stopping();
        }
    }

    public override async Task ListImportRejects(ListImportRejectsRequest r, IServerStreamWriter<ListImportRejectsResponse> stream, ServerCallContext context)
    {
        var (_, import) = Importing(await At(r.IncidentId, 0, context), r.ImportId);
        var page = new ListImportRejectsResponse();
        foreach (var chunk in (await data.Store.Chunks(import.ImportId)).Where(c => c.Rejected > 0))
        {
            foreach (var reject in RejectsFormat.Read(await data.Store.Rejects(import.ImportId, chunk.Number) ?? []))
            {
                page.Rejects.Add(new ImportReject { File = chunk.File, Line = reject.Line, Column = reject.Column, Reason = reject.Code });
                if (page.Rejects.Count == RejectsAtOnce)
                {
                    await stream.WriteAsync(page, context.CancellationToken);
                    page = new ListImportRejectsResponse();
                }
            }
        }

        if (page.Rejects.Count > 0)
        {
            await stream.WriteAsync(page, context.CancellationToken);
        }
    }

    public override async Task<PreviewImportResponse> PreviewImport(PreviewImportRequest r, ServerCallContext context)
    {
        var state = await At(r.IncidentId, 0, context);
        return await Preview.Of(state, Known(state, r.CohortId), r, data);
    }

    private static ChunkHead Head(ChunkStart start) => new((int)start.Number, start.Sha256.ToByteArray(), start.File, start.FirstLine, start.Format == ChunkFormat.Arrow);

    private static (Cohort Cohort, CohortImport Import) Importing(RegistryState state, string importId) => state.FindImport(ImportIdOf(importId)) ?? throw new CaseException(
        CaseError.NotFound, "import.not_found", $"'{state.IncidentId}' has no import of that id. Its imports are listed by GetCohort.");

    // What the ledger says, and while it is under way what the working tables do.
    private async Task<Import> Counted(RegistryState state, string importId)
    {
        var (cohort, import) = Importing(state, importId);
        var answer = ImportsMapping.ToProto(state, cohort, import);
        if (import.State is ImportState.Open or ImportState.Sealing)
        {
            var chunks = await data.Store.Chunks(import.ImportId);
            var contiguous = ImportDigest.Contiguous(chunks);
            answer.ContiguousChunks = contiguous;
            answer.ContiguousDigest = Google.Protobuf.ByteString.CopyFrom(ImportDigest.Of(chunks.Take(contiguous)));
            answer.Rows = chunks.Sum(c => (long)c.RowCount);
            answer.Rejected = chunks.Sum(c => (long)c.Rejected);
            answer.SealingProgress = import.State == ImportState.Sealing ? await data.Claims.Permille(import.ImportId) : 0;
        }

        return answer;
    }
}
