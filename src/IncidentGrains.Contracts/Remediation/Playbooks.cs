using System.Collections.Immutable;
using IncidentGrains.Contracts.Incidents;

namespace IncidentGrains.Contracts.Remediation;

/// <summary>A playbook, ready to be applied to an incident.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Digest">SHA-256 of its file, in hex: the record tells which text was in force.</param>
/// <param name="Tasks">What it brings.</param>
public sealed record PlaybookPlan(string Id, string Digest, ImmutableList<PlaybookTaskPlan> Tasks);

/// <summary>A task of a playbook.</summary>
/// <param name="Key">Its name within the playbook.</param>
/// <param name="Title">What is to be done, in a few words.</param>
/// <param name="Description">What is to be done, in full.</param>
/// <param name="Mandatory">True if the incident can't be closed before it is done.</param>
/// <param name="Priority">How pressing it is.</param>
/// <param name="DueAfter">By when, counted from the application; null for no deadline.</param>
/// <param name="Checklist">Its steps.</param>
/// <param name="DependsOn">Keys of the tasks that must be done before.</param>
public sealed record PlaybookTaskPlan(
    string Key, string Title, string Description, bool Mandatory, TaskPriority Priority, TimeSpan? DueAfter,
    ImmutableList<string> Checklist, ImmutableList<string> DependsOn);

/// <summary>The playbooks that this server knows.</summary>
/// <remarks>Silos may differ in this: what is applied stands in the event, and no other silo looks it up again.</remarks>
public interface IPlaybookSource
{
    /// <summary>The playbook of an id, or null.</summary>
    PlaybookPlan? Find(string id);

    /// <summary>The ids of the playbooks that apply to an incident unless somebody names others; possibly none.</summary>
    IReadOnlyList<string> Default(IncidentState state);
}
