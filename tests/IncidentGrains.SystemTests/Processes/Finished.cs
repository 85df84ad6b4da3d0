namespace IncidentGrains.SystemTests.Processes;

/// <summary>A program that ended: how, and what it wrote.</summary>
public sealed record Finished(int ExitCode, string Output, string Error)
{
    /// <summary>Everything, for the message of a failed test.</summary>
    public override string ToString() => $"exit {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";
}
