using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Remediation;

/// <summary>Ids of tasks: <c>tsk-</c> and 26 characters.</summary>
public static class TaskId
{
    private const string Prefix = "tsk-";

    /// <summary>The id of the task that this person creates with this command: a retry creates the same.</summary>
    public static string Derive(string person, string commandId) => LedgerId.Derive(Prefix, "ig-task", person, commandId);

    /// <summary>The id of the task that a playbook brings into an incident: applying it twice brings the same.</summary>
    public static string OfPlaybook(string incidentId, string playbook, string key) => LedgerId.Derive(Prefix, "ig-playbook-task", incidentId, playbook, key);

    /// <summary>True if the text has the form of a task's id.</summary>
    public static bool IsWellFormed(string text) => LedgerId.IsWellFormed(Prefix, text);
}
