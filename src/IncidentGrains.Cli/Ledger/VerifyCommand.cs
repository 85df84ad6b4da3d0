using System.CommandLine;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Proof;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Ledger;

/// <summary><c>ledger verify FILE|CASE_ID</c>: the proof is computed here, by this program, not by the server.</summary>
internal static class VerifyCommand
{
    /// <summary>The command, to stand below <c>ledger</c>.</summary>
    public static Command Create()
    {
        var subject = new Argument<string>("file-or-case-id") { Description = "An export file, or the id of a case to export and verify at once." };
        var command = new Command("verify", "Verifies a case from its export, without trust in the server: every hash, every checkpoint, every signature.")
        {
            subject,
        };
        var proof = ProofOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var pin = proof.Pin(parsed);
            var jws = await proof.Witnesses(parsed, cancellation);
            var name = parsed.GetValue(subject)!;
            var (verdict, signer) = File.Exists(name)
                ? await Offline(name, pin, jws, cancellation)
                : name.StartsWith("inc-", StringComparison.Ordinal) || name.StartsWith("sys-", StringComparison.Ordinal)
                ? await Online(name, pin, jws, parsed, cancellation)
                : throw new UsageException($"'{name}' is neither a file nor the id of a case");
            VerdictReport.Write(verdict, signer, GlobalOptions.Output(parsed));
            return verdict.Status == VerdictStatus.Verified ? ExitCode.Done : ExitCode.Refused;
        });
        return command;
    }

    private static async Task<(Verdict Verdict, Signer Signer)> Offline(string path, string? pin, string[] witnesses, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return (await Verify(file, pin, witnesses, cancellation), pin is null ? Signer.Unknown : Signer.Pinned);
    }

    private static async Task<(Verdict Verdict, Signer Signer)> Online(
        string caseId, string? pin, string[] witnesses, ParseResult parsed, CancellationToken cancellation)
    {
        using var connection = GlobalOptions.Open(parsed);
        await using var file = OutFile.Create(
            Path.Combine(Path.GetTempPath(), $"incidentctl-{Guid.NewGuid():N}.jsonl"), FileOptions.DeleteOnClose);
        await ExportDownload.To(file, new ExportCaseRequest { CaseId = caseId }, connection, cancellation);
        var verdict = await Verify(file, pin, witnesses, cancellation);
        if (verdict.Status != VerdictStatus.Broken && verdict.CaseId != caseId)
        {
            verdict = Broken(verdict, $"the export is of case '{verdict.CaseId}', not of '{caseId}'");
        }

        if (verdict.Status != VerdictStatus.ConsistentSignerUnverified)
        {
            return (verdict, pin is null ? Signer.Server : Signer.Pinned);
        }

        var keys = await new LedgerService.LedgerServiceClient(connection.Invoker)
            .ListSigningKeysAsync(new ListSigningKeysRequest(), connection.Unary(cancellation));
        return (keys.Keys.Any(k => k.Fingerprint == verdict.KeyFingerprint)
            ? verdict with { Status = VerdictStatus.Verified }
            : Broken(verdict, $"the export is signed by {verdict.KeyFingerprint}, which is none of the server's keys"), Signer.Server);
    }

    private static Verdict Broken(Verdict verdict, string reason) =>
        verdict with { Status = VerdictStatus.Broken, Finding = new Finding("", 0, reason) };

    private static Task<Verdict> Verify(Stream file, string? pin, string[] witnesses, CancellationToken cancellation) =>
        ProofOptions.Verdict(() => ExportVerifier.Verify(file, pin, witnesses, cancellation));
}
