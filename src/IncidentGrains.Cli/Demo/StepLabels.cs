using Google.Protobuf;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>What the steps made so far, by label.</summary>
internal sealed class StepLabels
{
    /// <summary>The label under which a playbook's tasks stand: <c>$task.stop-access</c>.</summary>
    public const string Task = "task";

    /// <summary>The label under which filings stand, by their obligations: <c>$filing.KR-REG@first</c>.</summary>
    public const string Filing = "filing";

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <summary>The id behind a label, or null.</summary>
    public string? Find(string label) => _ids.GetValueOrDefault(label);

    /// <summary>A text in which tasks have their keys instead of ids, and filings their obligations, as people would speak of them.</summary>
    public string Named(string text) => _ids.Where(id => id.Key.StartsWith(Task + ".", StringComparison.Ordinal) || id.Key.StartsWith(Filing + ".", StringComparison.Ordinal))
        .Aggregate(text, (named, id) => named.Replace(id.Value, id.Key[(id.Key.IndexOf('.', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal));

    /// <summary>Remembers the tasks that came from a playbook, by their keys.</summary>
    public void Add(IEnumerable<RemediationTask> tasks)
    {
        foreach (var task in tasks.Where(task => task.PlaybookKey.Length > 0))
        {
            _ids[$"{Task}.{task.PlaybookKey}"] = task.TaskId;
        }
    }

    /// <summary>Remembers the filing of an obligation.</summary>
    public void AddFiling(string obligationId, string filingId) => _ids[$"{Filing}.{obligationId}"] = filingId;

    /// <summary>Remembers what a step made: the last of its kind in the reply.</summary>
    public void Add(string label, string method, IMessage reply)
    {
        switch (reply)
        {
            case TimelineEntry entry:
                _ids[label] = entry.EntryId;
                break;
            case RemediationTask task:
                _ids[label] = task.TaskId;
                break;
            case Incident incident when method == "OpenIncident":
                _ids[label] = incident.IncidentId;
                foreach (var (index, fact) in incident.Facts.Index())
                {
                    _ids[$"{label}.fact{index + 1}"] = fact.FactId;
                }

                foreach (var (index, claim) in incident.AwarenessClaims.Index())
                {
                    _ids[$"{label}.claim{index + 1}"] = claim.ClaimId;
                }

                break;
            case Incident incident:
                _ids[label] = method switch
                {
                    "ClaimAwareness" => incident.AwarenessClaims[^1].ClaimId,
                    "RequestRedaction" => incident.Redactions[^1].RedactionId,
                    "RecordFact" or "CorrectFact" => incident.Facts[^1].FactId,
                    _ => incident.IncidentId,
                };
                break;
        }
    }
}
