using IncidentGrains.Cli.Api;
using IncidentGrains.Proof;
using IncidentGrains.Proof.Bundles;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>The reports that went to regulators: on paper, and as what a regulator can verify without anyone's word.</summary>
internal sealed class DemoReports(Connection person, DemoFolder folder)
{
    private readonly FilingsService.FilingsServiceClient _filings = new(person.Invoker);

    /// <summary>Leaves a PDF and a bundle of each report that was filed in the folder, and verifies each bundle offline, whole and altered.</summary>
    /// <returns>The files.</returns>
    /// <exception cref="DemoException">A bundle does not verify, or an altered one does.</exception>
    public async Task<IReadOnlyList<string>> Write(string incidentId, string fingerprint, CancellationToken cancellation)
    {
        var files = new List<string>();
        var all = await new DemoFilings(person).List(incidentId, cancellation);
        foreach (var filing in all.Where(f => f.FirstFiledAt is not null).OrderBy(f => f.FirstFiledAt))
        {
            var name = $"{filing.Regulator}-{filing.Form}";
            files.Add(await Save(name + ".pdf", new ExportFilingRequest { FilingId = filing.FilingId, Format = FilingExportFormat.Pdf }, cancellation));
            var bundle = await Save(name + ".zip", new ExportFilingRequest
            {
                FilingId = filing.FilingId, Format = FilingExportFormat.Bundle, Clear = true, Reason = "Handed to the regulator with the report",
            }, cancellation);
            files.Add(bundle);
            await Verify(folder[bundle], fingerprint, cancellation);
            DemoPage.Say($"{filing.Regulator}: {EnumText.Short(filing.VersionKind)}, version {filing.VersionNumber}, receipt {filing.ReceiptNumber}: {name}.pdf, {name}.zip");
        }

        DemoPage.Say($"{all.Count(f => f.FirstFiledAt is null)} more were drafted from the record and wait for people.");
        DemoPage.Check("each bundle verifies offline with the pinned key; a byte changed in it is found");
        return files;
    }

    private static async Task Verify(string bundle, string fingerprint, CancellationToken cancellation)
    {
        var bytes = await File.ReadAllBytesAsync(bundle, cancellation);
        if (await Verdict(bytes, fingerprint, cancellation) is not { Status: VerdictStatus.Verified } and var verdict)
        {
            throw new DemoException($"{bundle} does not verify ({verdict.Status}): {string.Join("; ", verdict.Findings)}");
        }

        bytes[bytes.Length / 2] ^= 1;
        if ((await Verdict(bytes, fingerprint, cancellation)).Status != VerdictStatus.Broken)
        {
            throw new DemoException($"{bundle} with a changed byte is not found to be broken");
        }
    }

    private static async Task<BundleVerdict> Verdict(byte[] bytes, string fingerprint, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(bytes);
        return await BundleVerifier.Verify(stream, fingerprint, witnesses: null, cancellation);
    }

    private async Task<string> Save(string name, ExportFilingRequest request, CancellationToken cancellation)
    {
        var reply = await _filings.ExportFilingAsync(request, person.Unary(cancellation));
        await File.WriteAllBytesAsync(folder[name], reply.Data.Memory, cancellation);
        return name;
    }
}
