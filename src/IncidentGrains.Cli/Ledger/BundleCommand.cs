using System.CommandLine;
using IncidentGrains.Cli.Api;
using IncidentGrains.Proof;
using IncidentGrains.Proof.Bundles;

namespace IncidentGrains.Cli.Ledger;

/// <summary><c>bundle verify FILE</c>: what a regulator runs on the signed bundle of a filing. It needs no server and no network.</summary>
internal static class BundleCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("bundle", "The signed bundle of a filing, as `incidentctl filing export --format bundle` writes it.") { Verify() };

    private static Command Verify()
    {
        var file = new Argument<string>("file") { Description = "The bundle, as it came: a zip that was not packed again." };
        var command = new Command(
            "verify", "Verifies the bundle of a filing, offline: each file, each hash chain, each signature, and that the filing says what the ledger says. Names what was altered.")
        {
            file,
        };
        var proof = ProofOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var pin = proof.Pin(parsed);
            var witnesses = await proof.Witnesses(parsed, cancellation);
            await using var bundle = File.OpenRead(parsed.GetValue(file)!);
            var verdict = await ProofOptions.Verdict(() => BundleVerifier.Verify(bundle, pin, witnesses, cancellation));
            BundleReport.Write(verdict, pin is not null, GlobalOptions.Output(parsed));
            return verdict.Status == VerdictStatus.Verified ? ExitCode.Done : ExitCode.Refused;
        });
        return command;
    }
}
