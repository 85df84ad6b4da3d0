namespace IncidentGrains.SystemTests.Clusters;

/// <summary>A test that needs PostgreSQL's programs; without them it is shown as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute()
    {
        if (PostgresServer.Folder is null)
        {
            Skip = "PostgreSQL is not installed; tests/run.sh installs it.";
        }
    }
}
