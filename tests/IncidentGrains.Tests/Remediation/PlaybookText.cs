using System.Text;
using System.Text.Json;
using IncidentGrains.Law.Remediation;

namespace IncidentGrains.Tests.Remediation;

/// <summary>Writes a playbook as a file, every text in the quotes of JSON, which are YAML's too.</summary>
internal static class PlaybookText
{
    public static string Of(Playbook playbook)
    {
        var text = new StringBuilder().Append($"id: {playbook.Id}\ntitle: {Quoted(playbook.Title)}\n");
        if (playbook.Description.Length > 0)
        {
            text.Append($"description: {Quoted(playbook.Description)}\n");
        }

        if (playbook.AppliesTo is { } scope)
        {
            text.Append("applies_to:\n");
            Conditions(text, "any", scope.Any);
            Conditions(text, "all", scope.All);
        }

        text.Append("tasks:\n");
        foreach (var task in playbook.Tasks)
        {
            text.Append($"  - key: {task.Key}\n    title: {Quoted(task.Title)}\n    mandatory: {(task.Mandatory ? "true" : "false")}\n");
            text.Append($"    priority: {task.Priority.ToString().ToLowerInvariant()}\n");
            text.Append(task.Description.Length > 0 ? $"    description: {Quoted(task.Description)}\n" : "");
            text.Append(task.DueAfter is { } due ? $"    due_after: {due.TotalMinutes}m\n" : "");
            text.Append(task.Checklist.Count > 0 ? $"    checklist: [{string.Join(", ", task.Checklist.Select(Quoted))}]\n" : "");
            text.Append(task.DependsOn.Count > 0 ? $"    depends_on: [{string.Join(", ", task.DependsOn)}]\n" : "");
        }

        return text.ToString();
    }

    private static void Conditions(StringBuilder text, string key, IReadOnlyList<PlaybookCondition> conditions)
    {
        if (conditions.Count > 0)
        {
            text.Append($"  {key}:\n");
        }

        foreach (var condition in conditions)
        {
            text.Append("    - ").Append(condition.Topic switch
            {
                PlaybookTopic.Affected => $"affected_at_least: {condition.AtLeast}\n",
                PlaybookTopic.DataCategories => $"data_categories_any: [{string.Join(", ", condition.AnyOf.Select(Quoted))}]\n",
                var topic => $"{topic.ToString().ToLowerInvariant()}_any: [{string.Join(", ", condition.AnyOf.Select(Quoted))}]\n",
            });
        }
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
