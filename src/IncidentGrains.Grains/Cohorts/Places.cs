namespace IncidentGrains.Grains.Cohorts;

/// <summary>The places that sealed blobs are bound to. They are for ever: a blob opens at the place for which it was sealed, and nowhere else.</summary>
internal static class Places
{
    public static string Chunk(string incidentId, string importId, int number) => $"chunk {number} of {importId} in {incidentId}";

    public static string Members(string incidentId, string importId, int range) => $"members {range} of {importId} in {incidentId}";

    public static string Aliases(string incidentId, string importId, int range) => $"aliases {range} of {importId} in {incidentId}";

    public static string Manifest(string incidentId, string importId) => $"manifest of {importId} in {incidentId}";

    public static string Change(string incidentId, string changeId) => $"change {changeId} in {incidentId}";
}
