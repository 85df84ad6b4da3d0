namespace IncidentGrains.Tests;

/// <summary>The tests that run while no other does: those that measure what the whole process shares.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
