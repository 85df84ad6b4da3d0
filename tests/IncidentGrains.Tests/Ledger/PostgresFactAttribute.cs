namespace IncidentGrains.Tests.Ledger;

/// <summary>A test that needs PostgreSQL: skipped, with the reason, where none is offered.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    /// <summary>Names the connection of a server on which tests may create databases.</summary>
    public const string Variable = "INCIDENTGRAINS_TEST_POSTGRES";

    public PostgresFactAttribute()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
        {
            Skip = $"{Variable} is not set: run `bash tests/run.sh`, which starts a PostgreSQL for the tests.";
        }
    }
}
