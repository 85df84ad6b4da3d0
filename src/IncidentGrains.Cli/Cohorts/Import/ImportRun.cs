using Google.Protobuf;
using Grpc.Core;
using IncidentGrains.Cli.Api;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>From files to people who count: begins or finds the import, sends what the server lacks, seals, and waits for the result.</summary>
/// <param name="client">The server.</param>
/// <param name="unary">Options of a unary call.</param>
/// <param name="incidentId">The incident.</param>
/// <param name="cohortName">The cohort, by id or name.</param>
internal sealed class ImportRun(CohortsService.CohortsServiceClient client, Func<CancellationToken, CallOptions> unary, string incidentId, string cohortName)
{
    /// <summary>The chunks on their way; null before the first is.</summary>
    public ChunkUpload? Upload { get; private set; }

    /// <summary>The import as last seen; null before it is begun or found.</summary>
    public V1.Import? Import { get; private set; }

    /// <summary>The cohort, and by what its incident's people are told apart.</summary>
    public async Task<(Cohort Cohort, IEnumerable<IdentifierKind> Identifiers)> Cohort(CancellationToken cancellation)
    {
        var cohort = await client.GetCohortAsync(new GetCohortRequest { IncidentId = incidentId, CohortId = cohortName }, unary(cancellation));
        var registry = await client.GetRegistryAsync(new GetRegistryRequest { IncidentId = incidentId }, unary(cancellation));
        return (cohort, registry.Identifiers);
    }

    /// <summary>The import of these files under this mapping: begun now, going on, or done already.</summary>
    /// <exception cref="ImportStoppedException">Another one is under way.</exception>
    public async Task<V1.Import> Begin(Cohort cohort, ImportMapping mapping, IReadOnlyList<SourceFile> files, CancellationToken cancellation)
    {
        // Only the last can be under way, and only of the last is the same command a repeat.
        if (cohort.Imports.LastOrDefault(i => i.State is not (ImportState.Cancelled or ImportState.Failed)) is { } last
            && await Get(last.ImportId, cancellation) is var import)
        {
            if (IsOf(import, mapping, files))
            {
                return Import = import;
            }

            if (import.State is ImportState.Open or ImportState.Sealing)
            {
                throw new ImportStoppedException(
                    $"'{cohort.Name}' is being imported from other files or by another mapping: '{import.ImportId}'. Run the command again that began it, or give it up: "
                    + $"incidentctl cohort cancel-import {incidentId} --import-id {import.ImportId} --reason …");
            }
        }

        return Import = await client.BeginImportAsync(
            new BeginImportRequest { IncidentId = incidentId, CommandId = Guid.NewGuid().ToString(), CohortId = cohortName, Mapping = mapping, Files = { files.Select(f => f.Described) } },
            unary(cancellation));
    }

    /// <summary>Sends what the server lacks.</summary>
    public async Task Send(ChunkReader reader, CancellationToken cancellation)
    {
        Upload = new ChunkUpload(client, incidentId, Import!.ImportId, TimeProvider.System);
        await Upload.Run(reader, Import, cancellation);
        if (reader.Count == 0)
        {
            throw new ImportStoppedException($"The files hold no rows. Give the import up: incidentctl cohort cancel-import {incidentId} --import-id {Import.ImportId} --reason …");
        }
    }

    /// <summary>Lets the people count, and returns once they do.</summary>
    /// <exception cref="ImportStoppedException">The server could not build the segment.</exception>
    public async Task<V1.Import> Seal(ChunkReader? sent, CancellationToken cancellation)
    {
        if (sent is not null)
        {
            Import = await client.SealImportAsync(
                new SealImportRequest { IncidentId = incidentId, CommandId = Guid.NewGuid().ToString(), ImportId = Import!.ImportId, Chunks = sent.Count, Digest = ByteString.CopyFrom(sent.Digest) },
                unary(cancellation));
        }

        while (Import!.State == ImportState.Sealing)
        {
            using var watch = client.WatchImport(new WatchImportRequest { IncidentId = incidentId, ImportId = Import.ImportId }, Connection.Streaming(cancellation));
            try
            {
                await foreach (var seen in watch.ResponseStream.ReadAllAsync(cancellation))
                {
                    Import = seen.Import;
                }
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                // Sealing goes on without whoever watches; the next look fails if the server stays away.
                Import = await Get(Import.ImportId, cancellation);
            }
        }

        return Import.State == ImportState.Sealed ? Import
            : throw new ImportStoppedException($"'{Import.ImportId}' is {EnumText.Short(Import.State)}: {Import.Reason} Give it up (incidentctl cohort cancel-import) and import the files again.");
    }

    /// <summary>The rows that were not taken.</summary>
    public async IAsyncEnumerable<ImportReject> Rejects([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var list = client.ListImportRejects(new ListImportRejectsRequest { IncidentId = incidentId, ImportId = Import!.ImportId }, Connection.Streaming(cancellation));
        await foreach (var page in list.ResponseStream.ReadAllAsync(cancellation))
        {
            foreach (var reject in page.Rejects)
            {
                yield return reject;
            }
        }
    }

    private async Task<V1.Import> Get(string importId, CancellationToken cancellation) =>
        await client.GetImportAsync(new GetImportRequest { IncidentId = incidentId, ImportId = importId }, unary(cancellation));

    private static bool IsOf(V1.Import import, ImportMapping mapping, IReadOnlyList<SourceFile> files) =>
        ImportMap.Normal(import.Mapping).Equals(ImportMap.Normal(mapping)) && import.Files.SequenceEqual(files.Select(f => f.Described));
}
