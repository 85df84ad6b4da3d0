using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Host.Access;
using IncidentGrains.Host.Regulators.Filings.Exports;
using IncidentGrains.V1;
using FilingExportFormat = IncidentGrains.Contracts.Regulators.Filings.FilingExportFormat;

namespace IncidentGrains.Host.Regulators.Filings;

// A version as a file.
internal sealed partial class FilingsService
{
    public override async Task<HttpBody> ExportFiling(ExportFilingRequest r, ServerCallContext context)
    {
        var format = (FilingExportFormat)r.Format;
        if (!Enum.IsDefined(format) || format == FilingExportFormat.None)
        {
            throw CaseException.Invalid(new FieldViolation("format", "is none; send PDF, XLSX, CSV, JSON or BUNDLE."));
        }

        if (!r.Clear && r.Reason.Length > 0)
        {
            throw CaseException.Invalid(new FieldViolation("reason", "is of a copy in clear; send clear too, or no reason."));
        }

        var file = await exports.Export(AccessInterceptor.CallerOf(context).Actor, new ExportOrder(FilingIdOf(r.FilingId), r.VersionNumber, format, r.Clear, r.Reason));
        return new HttpBody { ContentType = file.ContentType, Data = UnsafeByteOperations.UnsafeWrap(file.Content) };
    }
}
