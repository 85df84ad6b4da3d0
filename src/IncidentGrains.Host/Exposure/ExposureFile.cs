using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Api;
using Google.Protobuf;
using IncidentGrains.Contracts;
using IncidentGrains.Host.Documents;
using IncidentGrains.Host.Documents.Pdf;
using IncidentGrains.Host.Documents.Plots;
using IncidentGrains.Host.Documents.Spreadsheets;
using IncidentGrains.Host.Regulators;
using IncidentGrains.V1;

namespace IncidentGrains.Host.Exposure;

/// <summary>Writes a report in the format that was asked for. Equal reports give equal bytes, but for a workbook, which carries when it was packed.</summary>
internal static class ExposureFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The file with its media type.</summary>
    /// <exception cref="CaseException">There is nothing to plot, or the format is none.</exception>
    public static HttpBody Of(ExposureReport report, ExposureFormat format, ExposureLanguage language)
    {
        var words = ExposureWords.Of(language == ExposureLanguage.Korean ? DocumentLanguage.Korean : DocumentLanguage.English);
        return format switch
        {
            ExposureFormat.Pdf => Body("application/pdf", PdfWriter.Write(ExposureDocument.Of(report, words))),
            ExposureFormat.Svg => Body("image/svg+xml", SvgWriter.Write(Plot(report, words))),
            ExposureFormat.Png => Body("image/png", PngWriter.Write(Plot(report, words))),
            ExposureFormat.Xlsx => Body("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", XlsxWriter.Write(ExposureDocument.Of(report, words))),
            ExposureFormat.Csv => Body("text/csv; charset=utf-8", CsvWriter.Write(ExposureTable.Of(report))),
            ExposureFormat.Json => Body("application/json", Json(report)),
            _ => throw CaseException.Invalid(new FieldViolation("format", "is none of pdf, svg, png, xlsx, csv and json")),
        };
    }

    private static RangeChart Plot(ExposureReport report, ExposureWords words) => ExposurePlot.Of(report, words)
        ?? throw CaseException.Invalid(new FieldViolation("estimates", "give no range to plot: the sanctions of these dates need figures such as victims"));

    private static byte[] Json(ExposureReport report) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["incidentId"] = report.IncidentId,
            ["estimates"] = new JsonArray([.. report.Cases.Select(c => JsonNode.Parse(JsonFormatter.Default.Format(ExposureMapping.ToProto(c.Estimate, c.Inputs, report.AsOf))))]),
        },
        Indented);

    private static HttpBody Body(string type, byte[] content) => new() { ContentType = type, Data = UnsafeByteOperations.UnsafeWrap(content) };
}
