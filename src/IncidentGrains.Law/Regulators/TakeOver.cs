using IncidentGrains.Law.Regulators.Conditions;
using NodaTime;

namespace IncidentGrains.Law.Regulators;

/// <summary>Lets a rule do another's duty by other means: a substitute notice takes the due and content of the notice that can't be sent.</summary>
internal static class TakeOver
{
    /// <summary>The assessments, with the obligations of those that take over, and the others superseded.</summary>
    public static IReadOnlyList<(Assessment Assessment, IReadOnlyList<Obligation> Obligations)> Apply(
        IReadOnlyList<(Assessment Assessment, IReadOnlyList<Obligation> Obligations)> all)
    {
        var result = all.ToArray();
        for (var i = 0; i < result.Length; i++)
        {
            var (taker, _) = result[i];
            if (taker.Version is not { TakesOver.Count: > 0 } version || taker.Judgement.Truth != Truth.Yes)
            {
                continue;
            }

            var taken = new List<Obligation>();
            for (var j = 0; j < result.Length; j++)
            {
                if (result[j].Assessment.Candidate is var other && version.TakesOver.Contains(other.Rule.Id) && other.Cohort == taker.Candidate.Cohort)
                {
                    taken.AddRange(result[j].Obligations.Where(IsTaken).Select(o => Taking(taker, o)));
                    result[j] = (result[j].Assessment, [.. result[j].Obligations.Select(o => IsTaken(o) ? o with
                    {
                        Status = ObligationStatus.Superseded, SupersededBy = taker.Candidate.Rule.Id, LateBy = null,
                    } : o)]);
                }
            }

            result[i] = (taker, taken);
        }

        return result;
    }

    private static bool IsTaken(Obligation obligation) => obligation.Status is not (ObligationStatus.Superseded or ObligationStatus.Pending);

    private static Obligation Taking(Assessment taker, Obligation taken) => Discharge.Apply(
        Deadline.Of(taker.Candidate, taker.Version!, Instant.FromDateTimeOffset(taken.Start!.Value)) with
        {
            Start = taken.Start, Due = taken.Due, Soft = taken.Soft, Target = taken.Target, Content = taken.Content,
        },
        taker.Candidate, taker.Version!, taker.Candidate.Learned?.ToDateTimeOffset());
}
