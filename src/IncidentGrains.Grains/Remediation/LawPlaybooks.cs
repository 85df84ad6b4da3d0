using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Law.Remediation;

namespace IncidentGrains.Grains.Remediation;

/// <summary>The playbooks of a set, chosen by what is known of an incident.</summary>
internal sealed class LawPlaybooks(Playbooks playbooks) : IPlaybookSource
{
    public PlaybookPlan? Find(string id) => playbooks.Find(id) is { } found
        ? new PlaybookPlan(found.Id, found.Digest, [.. found.Tasks.Select(Plan)]) : null;

    public IReadOnlyList<string> Default(IncidentState state)
    {
        var standing = state.Facts.Where(f => f.CorrectedBy.Length == 0).ToLookup(f => f.Kind, f => f.Value);
        return playbooks.Applying(new PlaybookFacts(
            Texts(FactKind.Cause), Texts(FactKind.How), Texts(FactKind.DataCategories), Texts(FactKind.Systems),
            standing[FactKind.Affected].Max(v => v.Count)));

        string[] Texts(FactKind kind) => [.. standing[kind].SelectMany(v => (v.Values ?? []).Append(v.Text ?? "")).Where(t => t.Length > 0)];
    }

    private static PlaybookTaskPlan Plan(PlaybookTask task) => new(
        task.Key, task.Title, task.Description, task.Mandatory, (TaskPriority)task.Priority, task.DueAfter, [.. task.Checklist], [.. task.DependsOn]);
}
