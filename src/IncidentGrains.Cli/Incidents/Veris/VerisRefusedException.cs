namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>A VERIS file can't be used; the message names the place and says what is wrong.</summary>
/// <param name="line">The line, from 1; 0 if no single line is concerned.</param>
/// <param name="column">The byte within the line, from 1.</param>
/// <param name="reason">What is wrong.</param>
internal sealed class VerisRefusedException(long line, long column, string reason)
    : Exception(line > 0 ? $"line {line}, byte {column}: {reason}" : reason)
{
    public VerisRefusedException(string reason)
        : this(0, 0, reason)
    {
    }

    /// <summary>The place and what is wrong, as a finding.</summary>
    public VerisFinding Finding => new(line, column, "", reason);
}
