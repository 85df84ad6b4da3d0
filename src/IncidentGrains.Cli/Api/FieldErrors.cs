using System.CommandLine.Parsing;

namespace IncidentGrains.Cli.Api;

/// <summary>Turns a value that can't be read into a usage error that names the option.</summary>
internal static class FieldErrors
{
    /// <summary>Runs the reading; what it throws as <see cref="FormatException"/> becomes an error of the option or argument.</summary>
    public static void Report(SymbolResult result, string name, Action read)
    {
        try
        {
            read();
        }
        catch (FormatException e)
        {
            result.AddError($"{name}: {e.Message}");
        }
    }
}
