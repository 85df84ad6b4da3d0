using IncidentGrains.Host.Hosting;

namespace IncidentGrains.Host.Cohorts;

/// <summary>What the front door of affected people works with.</summary>
internal static class CohortHosting
{
    public static void AddCohorts(this WebApplicationBuilder builder, ServerOptions options) => builder.Services
        .AddSingleton(options.Lookups)
        .AddSingleton<LookupRates>()
        .AddSingleton<CohortData>()
        // One for all calls: it keeps nothing of any.
        .AddSingleton<CohortsService>();
}
