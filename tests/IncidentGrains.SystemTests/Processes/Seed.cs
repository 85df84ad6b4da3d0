using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Processes;

/// <summary>The seed of a test's choices: printed, so that a failure can be repeated with INCIDENTGRAINS_TEST_SEED.</summary>
internal static class Seed
{
    public static int Print(ITestOutputHelper output)
    {
        var seed = Setting("INCIDENTGRAINS_TEST_SEED", Environment.TickCount & 0xFFFFFF);
        output.WriteLine($"INCIDENTGRAINS_TEST_SEED={seed}");
        return seed;
    }

    /// <summary>A number from the environment.</summary>
    public static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : otherwise;
}
