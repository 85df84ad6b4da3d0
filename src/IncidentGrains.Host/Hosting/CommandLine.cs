namespace IncidentGrains.Host.Hosting;

/// <summary>The short names of settings on the command line; every setting also has its long one (<c>--Section:Name</c>).</summary>
internal static class CommandLine
{
    public static Dictionary<string, string> Switches { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--data"] = "Data",
        ["--listen"] = "Listen",
        ["--rest"] = "Rest",
        ["--replay-clock"] = "ReplayClock",
    };

    /// <summary>Settings beside the program count, wherever it is started from.</summary>
    /// <exception cref="ConfigurationException">There is an argument that means nothing.</exception>
    public static WebApplicationOptions Options(string[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                throw new ConfigurationException($"'{arguments[i]}' is not understood. Usage: serve --data DIR --listen HOST:PORT [--rest HOST:PORT] [--Section:Name VALUE …]");
            }

            i += arguments[i].Contains('=', StringComparison.Ordinal) ? 0 : 1;
        }

        return new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory };
    }
}
