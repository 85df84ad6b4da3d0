namespace IncidentGrains.Tests.Clusters;

/// <summary>The tests that share one cluster.</summary>
[CollectionDefinition(Name)]
public sealed class SiloCollection : ICollectionFixture<SiloFixture>
{
    public const string Name = "silos";
}
