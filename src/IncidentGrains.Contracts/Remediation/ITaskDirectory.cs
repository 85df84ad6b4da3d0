namespace IncidentGrains.Contracts.Remediation;

/// <summary>A task as the incident's refusals name it.</summary>
public sealed record OpenTask(string TaskId, string Title);

/// <summary>What an incident asks about its tasks; kept by each task's own append.</summary>
public interface ITaskDirectory
{
    /// <summary>Mandatory tasks of an incident that are not done, the oldest first.</summary>
    Task<IReadOnlyList<OpenTask>> MandatoryOpen(string incidentId, int limit);

    /// <summary>Those of the ids that are tasks of the incident.</summary>
    Task<IReadOnlySet<string>> Among(string incidentId, IReadOnlyCollection<string> taskIds);
}
