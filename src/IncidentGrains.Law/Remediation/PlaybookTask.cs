namespace IncidentGrains.Law.Remediation;

/// <summary>One piece of work that a playbook asks for.</summary>
/// <param name="Key">Its name within the playbook, such as <c>revoke-key</c>.</param>
/// <param name="Title">One line, at most <see cref="PlaybookLimits.Title"/> characters.</param>
/// <param name="Description">What to do and why, at most <see cref="PlaybookLimits.Description"/> characters; may be empty.</param>
/// <param name="Mandatory">True if the incident can't be closed before this is done.</param>
/// <param name="Priority">How urgent it is.</param>
/// <param name="DueAfter">When it is due, counted from the instant at which the playbook is applied; null if it has no due time.</param>
/// <param name="Checklist">The steps to tick, in order, one line each.</param>
/// <param name="DependsOn">The keys of the tasks that have to be done before.</param>
public sealed record PlaybookTask(
    string Key,
    string Title,
    string Description,
    bool Mandatory,
    PlaybookPriority Priority,
    TimeSpan? DueAfter,
    IReadOnlyList<string> Checklist,
    IReadOnlyList<string> DependsOn);
