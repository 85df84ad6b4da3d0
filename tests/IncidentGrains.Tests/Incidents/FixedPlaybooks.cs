using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Remediation;

namespace IncidentGrains.Tests.Incidents;

/// <summary>Playbooks given one by one; none of them applies by itself.</summary>
internal sealed class FixedPlaybooks(params IReadOnlyList<PlaybookPlan> plans) : IPlaybookSource
{
    public PlaybookPlan? Find(string id) => plans.FirstOrDefault(p => p.Id == id);

    public IReadOnlyList<string> Default(IncidentState state) => [];
}
