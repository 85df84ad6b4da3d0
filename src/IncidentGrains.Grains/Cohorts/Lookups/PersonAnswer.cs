using System.Runtime.InteropServices;

namespace IncidentGrains.Grains.Cohorts.Lookups;

/// <summary>What is known of everybody who has an identifier, united. Nothing of it for whoever is not affected.</summary>
/// <param name="Cohorts">The cohorts that name them, a bit each.</param>
/// <param name="Categories">The data categories, a bit each.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct PersonAnswer(ulong Cohorts, ulong Categories)
{
    public bool IsAffected => Cohorts != 0;
}
