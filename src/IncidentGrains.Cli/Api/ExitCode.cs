namespace IncidentGrains.Cli.Api;

/// <summary>What <c>incidentctl</c> tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The server answered with an error, or a verification did not succeed.</summary>
    public const int Refused = 1;

    /// <summary>The command line is wrong; nothing was sent.</summary>
    public const int Usage = 2;

    /// <summary>No answer: no server there, it is away, or it took too long. What it did is not known.</summary>
    public const int Unreachable = 3;

    /// <summary>Ended by Ctrl-C (or asked to end by SIGTERM), as shells count an interrupt.</summary>
    public const int Interrupted = 130;

    /// <summary>Nobody reads the output any more, as after <c>| head</c>; counted as SIGPIPE.</summary>
    public const int OutputClosed = 141;
}
