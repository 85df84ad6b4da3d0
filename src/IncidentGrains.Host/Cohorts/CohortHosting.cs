namespace IncidentGrains.Host.Cohorts;

/// <summary>What the front door of affected people works with.</summary>
internal static class CohortHosting
{
    public static void AddCohorts(this WebApplicationBuilder builder) => builder.Services.AddSingleton<IPersonCommitments, NoPersonCommitments>();
}
