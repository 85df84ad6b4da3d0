using System.Text.RegularExpressions;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Regulators;

/// <summary>The shape of regulatory facts. Whether their words mean something to a rule, the assessment says.</summary>
internal static partial class RegulatoryFactsCheck
{
    private const int MaxCohorts = 200;
    private const int MaxDevelopments = 500;
    private const int MaxCalendarChanges = 50;
    private const int MaxWords = 50;
    private const int MaxBy = 200;

    /// <summary>Passes facts that can be recorded.</summary>
    /// <exception cref="Contracts.CaseException">They can't; all that is wrong is named.</exception>
    public static void Refuse(RegulatoryFacts facts)
    {
        var check = new RequestCheck().Optional("facts.time_zone", facts.TimeZone, 60)
            .That(facts.Roles.Count <= MaxWords, "facts.roles", $"holds more than {MaxWords}.")
            .That(facts.Cohorts.Count <= MaxCohorts, "facts.cohorts", $"holds more than {MaxCohorts}; put people of one jurisdiction who became known together into one.")
            .That(facts.Developments.Count <= MaxDevelopments, "facts.developments", $"holds more than {MaxDevelopments}.")
            .That(facts.CalendarChanges.Count <= MaxCalendarChanges, "facts.calendar_changes", $"holds more than {MaxCalendarChanges}.")
            .That(Enum.IsDefined(facts.Cause), "facts.cause", "is none that this server knows.");
        for (var i = 0; i < Math.Min(facts.Cohorts.Count, MaxCohorts); i++)
        {
            Cohort(check, facts.Cohorts[i], $"facts.cohorts[{i}]");
        }

        check.That(facts.Cohorts.DistinctBy(c => c.Name).Count() == facts.Cohorts.Count, "facts.cohorts", "holds two of one cohort_id; give each its own.");
        for (var i = 0; i < Math.Min(facts.Developments.Count, MaxDevelopments); i++)
        {
            var development = facts.Developments[i];
            check.That(development.Type != DevelopmentType.None && Enum.IsDefined(development.Type), $"facts.developments[{i}].type", "is not set; say what was found out.")
                .That(development.Cohort.Length == 0 || Name().IsMatch(development.Cohort), $"facts.developments[{i}].cohort_id", "is no cohort's name; leave it empty for all of them.");
        }

        check.Throw();
    }

    private static void Cohort(RequestCheck check, RegulatoryCohort cohort, string path)
    {
        check.That(Name().IsMatch(cohort.Name), path + ".cohort_id", "must be 1 to 40 of A-Z a-z 0-9 . _ -")
            .Required(path + ".jurisdiction", cohort.Jurisdiction, 10)
            .That(cohort.Categories.Count <= MaxWords, path + ".categories", $"holds more than {MaxWords}.")
            .That(cohort.Aware.Count <= MaxWords, path + ".aware", $"holds more than {MaxWords}.");
        for (var i = 0; i < Math.Min(cohort.Aware.Count, MaxWords); i++)
        {
            check.Optional($"{path}.aware[{i}].by", cohort.Aware[i].By, MaxBy);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,40}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
