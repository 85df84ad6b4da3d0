using System.CommandLine;
using IncidentGrains.Cli.Api;

namespace IncidentGrains.Cli.Ledger;

/// <summary>What a verifier knows from elsewhere: the fingerprint of the signing key, and checkpoints that were kept.</summary>
internal sealed class ProofOptions
{
    private readonly Option<string?> _fingerprint = new("--fingerprint")
    {
        Description = "The fingerprint of the server's signing key, learned over a channel of its own. Without it a file is at best \"consistent, signer unverified\".",
        HelpName = "FINGERPRINT",
    };

    private readonly Option<string[]> _witnesses = new("--witness")
    {
        Description = "A file with a checkpoint (JWS) that was kept elsewhere, such as one that came with a filing. Can be given several times.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    public static ProofOptions AddTo(Command command)
    {
        var options = new ProofOptions();
        command.Options.Add(options._fingerprint);
        command.Options.Add(options._witnesses);
        return options;
    }

    /// <summary>The pinned fingerprint, or null.</summary>
    public string? Pin(ParseResult parsed)
    {
        var pin = parsed.GetValue(_fingerprint);
        return pin is null || (pin.Length == 43 && pin.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) ? pin
            : throw new UsageException($"'{pin}' is no fingerprint: one has 43 letters, digits, - and _; the server's is shown by `incidentctl ledger list-signing-keys`");
    }

    /// <summary>The checkpoints that were given.</summary>
    public async Task<string[]> Witnesses(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            return await Task.WhenAll((parsed.GetValue(_witnesses) ?? []).Select(async p => (await File.ReadAllTextAsync(p, cancellation)).Trim()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--witness: {e.Message}");
        }
    }

    /// <summary>What a verifier answers; a witness that is no checkpoint is the caller's mistake.</summary>
    public static async Task<T> Verdict<T>(Func<Task<T>> verify)
    {
        try
        {
            return await verify();
        }
        catch (FormatException e)
        {
            throw new UsageException($"--witness: {e.Message}");
        }
    }
}
