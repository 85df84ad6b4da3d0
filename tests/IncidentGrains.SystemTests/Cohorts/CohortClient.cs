using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using IncidentGrains.Registry.Rows;
using IncidentGrains.Registry.Synthetic;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Cohorts;

/// <summary>Affected people as a client deals with them: cohorts of made-up people, imported in chunks, asked for in sessions.</summary>
public sealed class CohortClient(Clients clients, string incidentId)
{
    private const int FrameBytes = 64 * 1024;

    public string IncidentId => incidentId;

    public CohortsService.CohortsServiceClient Api { get; } = new(clients.Invoker);

    /// <summary>A fresh incident.</summary>
    public static async Task<CohortClient> Open(Clients clients) => new(clients, (await clients.Open()).IncidentId);

    public async Task<Cohort> Define(string name, params string[] categories) => await Api.DefineCohortAsync(new DefineCohortRequest
    {
        IncidentId = incidentId, CommandId = Clients.NewId(), Name = name, Title = "Accounts seen", SourceSystem = "shop", Determination = "all that were asked for by the token",
        Categories = { categories },
    });

    public async Task<Import> Begin(string cohort) => await Api.BeginImportAsync(new BeginImportRequest { IncidentId = incidentId, CommandId = Clients.NewId(), CohortId = cohort });

    /// <summary>Defines a cohort of a file of made-up people and imports it to the end.</summary>
    public async Task<Import> Import(string name, SyntheticFile file, int rowsPerChunk = FileChunks.MaxRecords)
    {
        await Define(name, [.. file.AllCategories]);
        var import = await Begin(name);
        var chunks = Chunks(file, rowsPerChunk);
        await Upload(import.ImportId, chunks);
        return await Seal(import.ImportId, chunks);
    }

    /// <summary>The chunks of a file, as the importing client cuts it.</summary>
    public static IReadOnlyList<UploadedChunk> Chunks(SyntheticFile file, int rowsPerChunk = FileChunks.MaxRecords)
    {
        var written = new MemoryStream();
        SyntheticWriter.Write(file, written);
        written.Position = 0;
        return Chunks(written, rowsPerChunk);
    }

    /// <summary>The chunks of a file.</summary>
    public static IReadOnlyList<UploadedChunk> Chunks(Stream file, int rowsPerChunk = FileChunks.MaxRecords)
    {
        var chunks = new List<UploadedChunk>();
        var cut = new FileChunks(file, maxRecords: rowsPerChunk);
        for (var chunk = new FileChunk(); cut.TryNext(chunk);)
        {
            chunks.Add(new UploadedChunk(chunks.Count + 1, chunk.Bytes.ToArray(), chunk.FirstLine));
        }

        return chunks;
    }

    /// <summary>Sends chunks in one call; returns the answers.</summary>
    public async Task<IReadOnlyList<UploadChunksResponse>> Upload(string importId, IEnumerable<UploadedChunk> chunks, CancellationToken cancellation = default)
    {
        using var call = Api.UploadChunks(cancellationToken: cancellation);
        var answers = new List<UploadChunksResponse>();
        var reading = Task.Run(
            async () =>
            {
                while (await call.ResponseStream.MoveNext(CancellationToken.None))
                {
                    answers.Add(call.ResponseStream.Current);
                }
            }, CancellationToken.None);
        try
        {
            foreach (var chunk in chunks)
            {
                await Send(call.RequestStream, importId, chunk);
            }

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // The server ended the call early; its status is what the reader meets.
        }

        await reading;
        return answers;
    }

    public async Task Send(IClientStreamWriter<UploadChunksRequest> stream, string importId, UploadedChunk chunk)
    {
        await stream.WriteAsync(new UploadChunksRequest
        {
            Start = new ChunkStart
            {
                IncidentId = incidentId, ImportId = importId, Number = chunk.Number, Size = chunk.Bytes.Length, Sha256 = ByteString.CopyFrom(chunk.Sha256),
                File = "people.csv", FirstLine = chunk.FirstLine, Format = chunk.Format,
            },
        });
        for (var from = 0; from < chunk.Bytes.Length; from += FrameBytes)
        {
            await stream.WriteAsync(new UploadChunksRequest { Data = UnsafeByteOperations.UnsafeWrap(chunk.Bytes.AsMemory(from, Math.Min(FrameBytes, chunk.Bytes.Length - from))) });
        }
    }

    /// <summary>Seals an import and waits until that is done or has failed.</summary>
    public async Task<Import> Seal(string importId, IReadOnlyList<UploadedChunk> chunks)
    {
        await BeginSealing(importId, chunks);
        return await Ended(importId);
    }

    public async Task BeginSealing(string importId, IReadOnlyList<UploadedChunk> chunks) => await Api.SealImportAsync(new SealImportRequest
    {
        IncidentId = incidentId, CommandId = Clients.NewId(), ImportId = importId, Chunks = chunks.Count,
        Digest = ByteString.CopyFrom(SHA256.HashData([.. chunks.SelectMany(c => c.Sha256)])),
    });

    /// <summary>Watches an import until it is neither open nor sealing.</summary>
    public async Task<Import> Ended(string importId)
    {
        using var watch = Api.WatchImport(new WatchImportRequest { IncidentId = incidentId, ImportId = importId }, deadline: DateTime.UtcNow.AddMinutes(3));
        Import last = new();
        await foreach (var step in watch.ResponseStream.ReadAllAsync())
        {
            last = step.Import;
        }

        return last;
    }

    public async Task<long> Count(string expression = "", long version = 0) =>
        (await Api.CountAudienceAsync(new CountAudienceRequest { IncidentId = incidentId, Expression = expression, RegistryVersion = version })).Persons;

    public async Task<IReadOnlyDictionary<string, long>> Groups(AudienceGroup by, string expression = "") =>
        (await Api.CountAudienceAsync(new CountAudienceRequest { IncidentId = incidentId, Expression = expression, GroupBy = by })).Groups.ToDictionary(g => g.Key, g => g.Persons);

    public async Task<LookupSession> OpenLookup(long maxKeys = 0) => await Api.OpenLookupAsync(
        new OpenLookupRequest { IncidentId = incidentId, CommandId = Clients.NewId(), Reason = "Calls to the hotline", MaxKeys = maxKeys });

    public async Task<LookUpPersonsResponse> LookUp(string sessionId, params IEnumerable<PersonIdentifier> identifiers) =>
        await Api.LookUpPersonsAsync(new LookUpPersonsRequest { IncidentId = incidentId, SessionId = sessionId, Identifiers = { identifiers } });

    /// <summary>Asks for member ids on one stream, a message each, the next before the answer to the one before.</summary>
    public async Task<IReadOnlyList<LookUpValuesResponse>> LookUpValues(string sessionId, params IReadOnlyList<IEnumerable<string>> messages)
    {
        using var call = Api.LookUpValues(deadline: DateTime.UtcNow.AddMinutes(2));
        foreach (var memberIds in messages)
        {
            await call.RequestStream.WriteAsync(
                new LookUpValuesRequest { IncidentId = incidentId, SessionId = sessionId, Kind = IdentifierKind.MemberId, Values = { memberIds } });
        }

        await call.RequestStream.CompleteAsync();
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }

    public static PersonIdentifier MemberId(string id) => new() { Kind = IdentifierKind.MemberId, Value = id };

    public static PersonIdentifier Email(string address) => new() { Kind = IdentifierKind.Email, Value = address };
}

/// <summary>A chunk on its way.</summary>
public sealed record UploadedChunk(long Number, byte[] Bytes, long FirstLine, ChunkFormat Format = ChunkFormat.Csv)
{
    public byte[] Sha256 { get; init; } = SHA256.HashData(Bytes);
}
