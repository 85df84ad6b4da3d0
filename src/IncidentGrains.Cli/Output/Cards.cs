using IncidentGrains.Cli.Api;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>The replies that are a handful of values.</summary>
internal static class Cards
{
    /// <summary>Who the caller is.</summary>
    public static void Write(IAnsiConsole console, WhoAmIResponse me)
    {
        Terminal.Line(console, me.Person.Length > 0 ? SafeText.Line(me.Person) : "anonymous", Styles.Bold);
        new Card()
            .Row("roles", string.Join(", ", me.Roles.Select(EnumText.Short)))
            .Row("token ends", SafeText.Time(me.ExpiresAt))
            .Row("server", me.ServerVersion)
            .Row("server time", SafeText.Time(me.ServerTime))
            .Row("clock", me.ReplayClock ? "replayed: events are not stamped with real time" : "", Styles.Warn)
            .Write(console);
    }

    /// <summary>A new token: alone on standard output, so that a shell can take it; the rest goes to standard error.</summary>
    public static void Write(IAnsiConsole console, MintTokenResponse minted)
    {
        Terminal.Line(Terminal.Error, $"a token for {SafeText.Line(minted.Person)}, valid until {SafeText.Time(minted.ExpiresAt)}; it is shown only now", Styles.Dim);
        // Not through the terminal's line breaking: a token must come out as one line.
        console.Profile.Out.Writer.WriteLine(SafeText.Line(minted.Token));
    }

    /// <summary>A checkpoint. Its JWS is printed whole: kept elsewhere, it is a witness.</summary>
    public static void Write(IAnsiConsole console, Checkpoint checkpoint)
    {
        Terminal.Line(console, SafeText.Line($"checkpoint {checkpoint.Number} of {checkpoint.CaseId}"), Styles.Bold);
        new Card().Row("made", SafeText.Time(checkpoint.At)).Row("key", checkpoint.KeyFingerprint).Write(console);
        Heads(console, checkpoint.Heads.Select(h => (h.Stream, h.Seq, h.Hash.ToByteArray())));
        console.WriteLine();
        Terminal.Line(console, "Keep this away from the server (in a file given to --witness, it shows any later rewriting):", Styles.Dim);
        console.Profile.Out.Writer.WriteLine(SafeText.Line(checkpoint.Jws));
    }

    /// <summary>What the server's own verification found.</summary>
    public static void Write(IAnsiConsole console, VerifyCaseResponse found)
    {
        var whole = found.Verdict == VerifyCaseResponse.Types.Verdict.Verified;
        Terminal.Line(console, EnumText.Short(found.Verdict), whole ? Styles.Good : Styles.Bad);
        new Card()
            .Row("finding", found.Finding, Styles.Bad)
            .Row("first bad event", found.BadStream.Length > 0 ? $"{found.BadSeq} of {found.BadStream}" : "")
            .Row("checked", $"{found.EventCount} events, {found.RedactedCount} of them redacted, and {found.CheckpointCount} checkpoints")
            .Row("by", "the server; for a verdict that does not rest on it: incidentctl ledger verify")
            .Write(console);
        Heads(console, found.Heads.Select(h => (h.Stream, h.Seq, h.Hash.ToByteArray())));
    }

    /// <summary>Where streams end.</summary>
    public static void Heads(IAnsiConsole console, IEnumerable<(string Stream, long Seq, byte[] Hash)> heads)
    {
        var sheet = new Sheet("STREAM", "EVENTS", "HASH OF THE LAST");
        foreach (var (stream, seq, hash) in heads)
        {
            sheet.Row(stream, $"{seq}", Convert.ToHexStringLower(hash));
        }

        sheet.Write(console, "Streams");
    }
}
