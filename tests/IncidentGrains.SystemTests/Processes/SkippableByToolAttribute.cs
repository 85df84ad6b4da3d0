namespace IncidentGrains.SystemTests.Processes;

/// <summary>A test that needs a program of the machine; without it the test is shown as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SkippableByToolAttribute : FactAttribute
{
    public SkippableByToolAttribute(string tool)
    {
        Tool = tool;
        if (!Programs.Has(tool))
        {
            Skip = $"{tool} is not installed; tests/run.sh installs it.";
        }
    }

    public string Tool { get; }
}
