namespace IncidentGrains.Law.Remediation;

/// <summary>The work that one kind of incident calls for, as its file says.</summary>
/// <param name="Id">Its name, such as <c>mass-account-breach</c>; unique within a set.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Digest">SHA-256 of the file's bytes in lower-case hex: which text of the playbook was followed.</param>
/// <param name="AppliesTo">To which incidents it applies by itself; null if it is only ever chosen by name.</param>
/// <param name="Tasks">The tasks in the order of the file, at least one.</param>
public sealed record Playbook(
    string Id, string Title, string Description, string Digest, PlaybookScope? AppliesTo, IReadOnlyList<PlaybookTask> Tasks);
