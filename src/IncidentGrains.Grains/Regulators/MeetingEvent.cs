using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Grains.Regulators;

/// <summary>As what the facts hold that an obligation was met.</summary>
internal static class MeetingEvent
{
    /// <summary>The word of the event that meets it.</summary>
    public static string Of(AssessedObligation law, RulePacks packs) => FactWords.Of(packs.Find(law.Rule)?.Type switch
    {
        ObligationType.Post => CaseEventType.Posted,
        ObligationType.Notify => CaseEventType.NoticeSent,
        ObligationType.Assess => CaseEventType.AssessmentCompleted,
        _ => CaseEventType.ReportFiled,
    });
}
