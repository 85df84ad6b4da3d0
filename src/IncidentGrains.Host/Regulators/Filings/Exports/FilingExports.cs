using System.Security.Cryptography;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Regulators.Filings;
using IncidentGrains.Host.Documents;
using IncidentGrains.Host.Documents.Pdf;
using IncidentGrains.Host.Documents.Spreadsheets;
using IncidentGrains.Proof.Bundles;

namespace IncidentGrains.Host.Regulators.Filings.Exports;

/// <summary>Makes files of filings. A copy in clear is recorded after it was made and before it is handed out: none leaves that the ledger does not know.</summary>
internal sealed class FilingExports(IGrainFactory grains, LedgerReader reader, Checkpoints checkpoints, EventTypes types, TimeProvider time)
{
    /// <summary>The file.</summary>
    /// <exception cref="CaseException">The filing is not visible to the actor, or can't be exported so.</exception>
    public async Task<ExportedFile> Export(Actor actor, ExportOrder order)
    {
        if (order is { Format: FilingExportFormat.Bundle, Clear: false })
        {
            throw CaseException.Refused("export.bundle_is_clear", "A bundle proves the filing word for word, so nothing in it can be masked. Ask for it with clear and a reason.");
        }

        var grain = grains.GetGrain<IFilingGrain>(order.FilingId);
        var check = await grain.Check(actor, order.Number);
        if (order.Clear)
        {
            Filing.RequireClear(check.State, check.Number, actor, order.Reason);
        }

        var export = await Gather(check, masked: !order.Clear);
        var file = await File(export, order.Format);
        if (order.Clear)
        {
            await grain.Execute(new RecordFilingExported(
                new CommandMeta($"~export:{Guid.NewGuid():N}", actor, check.State.Version), check.Number, order.Format, order.Reason,
                Convert.ToHexStringLower(SHA256.HashData(file.Content)), file.Content.Length));
        }

        return file;
    }

    private async Task<FilingExport> Gather(FilingCheck check, bool masked)
    {
        var (state, version) = (check.State, check.State.Find(check.Number)!);
        var checkpoint = await checkpoints.Create(state.IncidentId) ?? throw CaseException.NotFound(state.FilingId);
        var covered = checkpoint.Checkpoint.Heads.First(h => h.Stream == state.FilingId).Seq;
        if (covered != state.Version)
        {
            // What is told has to be what the checkpoint covers.
            throw CaseException.Stale(state.FilingId, state.Version, covered);
        }

        var filing = FilingStatements.Of(state, version);
        return new FilingExport(
            masked ? filing.Masked() : filing, check.Items, FieldDifference.Between(state.Find(check.Number - 1), version, state.Language, masked),
            await Recorded(filing), checkpoint, time.GetUtcNow());
    }

    private async Task<Dictionary<StatedSource, DateTimeOffset>> Recorded(FilingStatement filing)
    {
        var recorded = new Dictionary<StatedSource, DateTimeOffset>();
        foreach (var source in filing.Version.Fields.SelectMany(f => f.Sources).Distinct())
        {
            if (await reader.One(source.Stream, source.Seq) is { } stored)
            {
                recorded[source] = stored.Header.At;
            }
        }

        return recorded;
    }

    private async Task<ExportedFile> File(FilingExport export, FilingExportFormat format)
    {
        try
        {
            return format switch
            {
                FilingExportFormat.Pdf => new("application/pdf", PdfWriter.Write(FilingDocument.Of(export))),
                FilingExportFormat.Xlsx => new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", XlsxWriter.Write(FilingDocument.Of(export))),
                FilingExportFormat.Csv => new("text/csv; charset=utf-8", CsvWriter.Write(FilingDocument.Fields(export))),
                FilingExportFormat.Json => new("application/json", FilingExportJson.Write(export)),
                _ => new("application/zip", await new FilingBundle(reader, checkpoints, types).Write(export)),
            };
        }
        catch (MissingGlyphException e)
        {
            throw CaseException.Refused("export.glyph", $"No font has a glyph for U+{e.Character.Value:X4}, and a PDF without it would say something else. Write the text in other characters, or export JSON.");
        }
    }
}

/// <summary>What is to be exported.</summary>
/// <param name="FilingId">The filing.</param>
/// <param name="Number">The version; 0 means the latest.</param>
/// <param name="Format">As what.</param>
/// <param name="Clear">With contact points and names of staff.</param>
/// <param name="Reason">For what, if in clear.</param>
internal sealed record ExportOrder(string FilingId, int Number, FilingExportFormat Format, bool Clear, string Reason);

/// <summary>A file.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record ExportedFile(string ContentType, byte[] Content);
