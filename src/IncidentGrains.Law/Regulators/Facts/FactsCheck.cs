using IncidentGrains.Law.Json;
using IncidentGrains.Law.Regulators.Packs;
using NodaTime;

namespace IncidentGrains.Law.Regulators.Facts;

/// <summary>Refuses facts that name what does not exist: a misspelt category would otherwise leave out obligations unseen.</summary>
internal static class FactsCheck
{
    /// <summary>Passes facts that the packs understand.</summary>
    /// <exception cref="InputRefusedException">They name something that does not exist; all of it is named.</exception>
    public static void Refuse(CaseFacts facts, RulePacks packs)
    {
        var mistakes = new InputMistakes();
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(facts.Controller.TimeZone) is null)
        {
            mistakes.Add("controller.time_zone", $"'{facts.Controller.TimeZone}' is no time zone of the tz database; write one such as Asia/Seoul");
        }

        Words("controller.roles", facts.Controller.Roles, packs.Roles, mistakes);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < facts.Cohorts.Count; i++)
        {
            Cohort(facts.Cohorts[i], $"cohorts[{i}]", ids, packs, mistakes);
        }

        for (var i = 0; i < facts.Events.Count; i++)
        {
            Event(facts.Events[i], $"events[{i}]", ids, packs, mistakes);
        }

        for (var i = 0; i < facts.CalendarOverrides.Count; i++)
        {
            if (facts.CalendarOverrides[i].Calendar is var id && packs.FindCalendar(id) is null && !(id.Length == 2 && JurisdictionCode.IsOne(id)))
            {
                mistakes.Add($"calendar_overrides[{i}].calendar", $"'{id}' is no calendar; write SEC or an ISO 3166-1 code such as KR");
            }
        }

        mistakes.Refuse();
    }

    private static void Cohort(Cohort cohort, string path, HashSet<string> ids, RulePacks packs, InputMistakes mistakes)
    {
        if (!ids.Add(cohort.Id))
        {
            mistakes.Add($"{path}.id", $"'{cohort.Id}' is the id of an earlier cohort; give each its own");
        }

        if (!JurisdictionCode.IsOne(cohort.Jurisdiction))
        {
            mistakes.Add($"{path}.jurisdiction", $"'{cohort.Jurisdiction}' is no code; write one of ISO 3166-1 such as KR, or one with a part such as US-CA");
        }

        if (cohort.Subjects < 0)
        {
            mistakes.Add($"{path}.subjects", "is less than 0; write a number, or null if it is not known");
        }

        if (cohort.Aware.Count == 0)
        {
            mistakes.Add($"{path}.aware", "has no claim; write since when the cohort is known and who says so: [{\"at\": \"2025-11-18T22:52:00+09:00\", \"by\": \"controller\"}]");
        }

        Words($"{path}.categories", cohort.Categories, packs.Categories, mistakes);
    }

    private static void Event(CaseEvent e, string path, HashSet<string> ids, RulePacks packs, InputMistakes mistakes)
    {
        if (e.Cohort is { } cohort && !ids.Contains(cohort))
        {
            mistakes.Add($"{path}.cohort", $"'{cohort}' is no cohort of these facts; there {(ids.Count == 0 ? "are none" : "is " + string.Join(", ", ids))}");
        }

        if (e.Rule is { } rule && packs.Find(rule) is null)
        {
            mistakes.Add($"{path}.rule", $"'{rule}' is no rule of the packs; `incidentctl rules list` shows them");
        }

        if (e.Rule is null && e.Type is CaseEventType.ReportFiled or CaseEventType.NoticeSent or CaseEventType.Waived)
        {
            mistakes.Add($"{path}.rule", $"is missing; say which obligation the {FactWords.Of(e.Type)} is about");
        }

        if (e.Type == CaseEventType.Waived && string.IsNullOrWhiteSpace(e.Reason))
        {
            mistakes.Add($"{path}.reason", "is missing; a waiver needs a reason");
        }
    }

    private static void Words(string path, IReadOnlyList<string> words, IReadOnlySet<string> known, InputMistakes mistakes)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!known.Contains(words[i]))
            {
                mistakes.Add($"{path}[{i}]", $"'{words[i]}' is not known; write one of {string.Join(", ", known.Order(StringComparer.Ordinal))}");
            }
        }
    }
}
