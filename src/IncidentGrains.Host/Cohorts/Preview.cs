using System.Text;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.Registry.Chunks;
using IncidentGrains.Registry.Rows;
using IncidentGrains.V1;
using Cohort = IncidentGrains.Contracts.Cohorts.Cohort;

namespace IncidentGrains.Host.Cohorts;

/// <summary>What an import would make of the first rows of a file. Nothing is kept.</summary>
internal static class Preview
{
    private const int Default = 10;
    private const int Most = 100;

    public static async Task<PreviewImportResponse> Of(RegistryState state, Cohort cohort, PreviewImportRequest r, CohortData data)
    {
        if (r.Sample.Length > UploadLimits.MaxFrame || r.Rows is < 0 or > Most)
        {
            throw CaseException.Invalid(new FieldViolation(
                r.Rows is < 0 or > Most ? "rows" : "sample", r.Rows is < 0 or > Most ? $"must be from 0 to {Most}." : $"has more than {UploadLimits.MaxFrame} bytes; send the beginning of the file."));
        }

        var mapping = ImportTargets.Mapping(state, cohort, ImportsMapping.Mapping(r.Mapping));
        var (most, answer) = (r.Rows == 0 ? Default : r.Rows, new PreviewImportResponse());
        try
        {
            // Record by record, so that each knows its line.
            var (parser, block) = (new RowParser(mapping, (await data.Vault.Of(state.IncidentId)).PersonKeys), new RowBlock());
            var records = new FileChunks(new MemoryStream(r.Sample.ToByteArray()), maxRecords: 1);
            for (var record = new FileChunk(); answer.Rows.Count < most && answer.Rejects.Count < Most && records.TryNext(record);)
            {
                parser.Parse(record.Bytes.Span, record.FirstLine, block);
                answer.Rejects.Add(block.Rejects.Select(x => new ImportReject { Line = x.Line, Column = x.Column, Reason = x.Code }));
                if (block.Count > 0)
                {
                    var rows = ChunkCodec.Read(ChunkCodec.Write(block, mapping.Extra).ToArray());
                    answer.Rows.Add(Row(rows, record.FirstLine, block.Profiles[block.Profile[0]], mapping));
                }
            }
        }
        catch (RowMappingException e)
        {
            throw CaseException.Invalid(new FieldViolation("sample", $"can't be read: {e.Message}"));
        }

        return answer;
    }

    private static PreviewRow Row(ChunkRows rows, long line, RowProfile profile, RowMapping mapping)
    {
        const int row = 0;
        var preview = new PreviewRow
        {
            Line = line,
            Jurisdiction = profile.Jurisdiction,
            Locale = profile.Locale,
            Categories = { mapping.Categories.Where((_, i) => (profile.Categories & (1UL << i)) != 0) },
        };
        foreach (var (name, cells) in rows.Columns.Where(c => c.Value[row].Length > 0))
        {
            preview.Cells.Add(new PreviewCell
            {
                Field = name[0] == '+' ? name[1..] : FieldNames.Of(Enum.Parse<RowField>(name)),
                Value = Compared(name, cells[row], profile.Jurisdiction, mapping.DefaultRegion),
            });
        }

        var usable = mapping.Identity.Select(FieldNames.FieldOf).Where(f => Form(f.ToString(), rows.Column(f)[row], profile.Jurisdiction, mapping.DefaultRegion).Length > 0).ToList();
        preview.Identity = (V1.IdentifierKind)((int)mapping.Identity.First(k => FieldNames.FieldOf(k) == usable[0]));
        AddIf(preview, "email_unusable", rows.Column(RowField.Email)[row].Length > 0 && (profile.Contact & ContactFlags.Email) == 0);
        AddIf(preview, "phone_unusable", rows.Column(RowField.Phone)[row].Length > 0 && (profile.Contact & ContactFlags.Phone) == 0);
        AddIf(preview, "country_unknown", profile.Jurisdiction == "ZZ");
        return preview;
    }

    private static void AddIf(PreviewRow preview, string warning, bool isSo)
    {
        if (isSo)
        {
            preview.Warnings.Add(warning);
        }
    }

    // As it is compared where it is an identifier and usable, as it was written elsewhere.
    private static string Compared(string column, ReadOnlySpan<byte> cell, string jurisdiction, string region) =>
        Form(column, cell, jurisdiction, region) is { Length: > 0 } form ? form : Encoding.UTF8.GetString(cell);

    private static string Form(string column, ReadOnlySpan<byte> cell, string jurisdiction, string region)
    {
        Span<byte> form = stackalloc byte[EmailForm.MaxBytes];
        var length = column switch
        {
            nameof(RowField.MemberId) => MemberIdForm.Write(cell, form),
            nameof(RowField.Email) => EmailForm.Write(cell, form),
            nameof(RowField.Phone) => PhoneForm.Write(cell, jurisdiction == "ZZ" ? region : jurisdiction[..2], form),
            _ => 0,
        };
        return Encoding.UTF8.GetString(form[..length]);
    }
}
