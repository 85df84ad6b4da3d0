using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.V1;
using static IncidentGrains.Host.Cohorts.CohortRequests;
using static IncidentGrains.Host.Incidents.Requests;

namespace IncidentGrains.Host.Cohorts;

internal sealed partial class CohortsService
{
    public override async Task<Import> BeginImport(BeginImportRequest r, ServerCallContext context)
    {
        var meta = Meta(context, r.CommandId, r.ExpectedVersion);
        var state = await Execute(r.IncidentId, new BeginImport(meta, CohortOf(r.CohortId), ImportsMapping.Mapping(r.Mapping), [.. r.Files.Select(ImportsMapping.File)]));
        return Answer(state, CohortIds.Import(r.IncidentId, meta));
    }

    public override async Task<Import> SealImport(SealImportRequest r, ServerCallContext context)
    {
        var meta = Meta(context, r.CommandId, r.ExpectedVersion);
        var (_, import) = Importing(await At(r.IncidentId, 0, context), r.ImportId);
        var chunks = await data.Store.Chunks(import.ImportId);
        var contiguous = ImportDigest.Contiguous(chunks);
        return contiguous == r.Chunks && r.Digest.Span.SequenceEqual(ImportDigest.Of(chunks))
            ? Answer(await Execute(r.IncidentId, new BeginSealing(meta, import.ImportId, r.Chunks, Convert.ToHexStringLower(r.Digest.Span))), import.ImportId)
            : throw CaseException.Refused(
                "import.digest_differs",
                $"'{import.ImportId}' has the chunks 1 to {contiguous}, {chunks.Count} in all; their digest or number is not what was sent. Send what is missing, or compare with GetImport's contiguous_digest.");
    }

    public override async Task<Import> CancelImport(CancelImportRequest r, ServerCallContext context) =>
        Answer(await Execute(r.IncidentId, new CancelImport(Meta(context, r.CommandId, r.ExpectedVersion), ImportIdOf(r.ImportId), r.Reason)), r.ImportId);

    private static Import Answer(RegistryState state, string importId)
    {
        var (cohort, import) = state.FindImport(importId)!.Value;
        return ImportsMapping.ToProto(state, cohort, import);
    }
}
