using CsCheck;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Regulators;

/// <summary>What holds whatever happens, in whatever order it becomes known.</summary>
public sealed class ObligationPropertyTests
{
    private const int Runs = 60;

    // Facts that no rule of a running clock asks of.
    private static readonly Func<int, IDomainEvent>[] Unrelated =
    [
        i => new FactRecorded($"fct-{100 + i}", FactKind.WhatLeaked, new FactValue(Text: "Order history")),
        i => new FactRecorded($"fct-{100 + i}", FactKind.Containment, new FactValue(Text: "Keys revoked")),
        i => new FactRecorded($"fct-{100 + i}", FactKind.Systems, new FactValue(Values: ["gateway"])),
        i => new AwarenessClaimed($"awr-{100 + i}", ObligationSpec.Noticed.AddHours(i + 1), "press", "Reported"),
        i => new TimelineEntryAdded($"tle-{100 + i}", ObligationSpec.Noticed, "A call"),
        i => new RoleAssigned(IncidentRole.Scribe, $"idp|scribe{i}"),
        _ => new IncidentTriaged(Severity.High, ["Many"]),
        _ => new IncidentConfirmed(""),
        i => new FactRecorded($"fct-{100 + i}", FactKind.Notified, new FactValue(Instant: ObligationSpec.Noticed)),
    ];

    [Fact]
    public void Deadlines_WhenUnrelatedFactsChange_DoNotMove() => Gen.Int[0, Unrelated.Length - 1].List[1, 12].Sample(
        picks =>
        {
            var spec = ObligationSpec.KoreanShop();
            var before = Dues(spec);
            for (var i = 0; i < picks.Count; i++)
            {
                spec.At(spec.Now.AddHours(5)).Incident(Unrelated[picks[i]](i));
                spec.When(m => new AssessObligations(m), Actor.System).ThenNothing();
            }

            return Dues(spec) == before;
        },
        iter: Runs);

    [Fact]
    public void Messages_RepeatedAndInAnyOrder_LeaveTheSameObligations()
    {
        IDomainEvent[] facts =
        [
            new FactRecorded("fct-20", FactKind.Affected, new FactValue(Count: 33_673_817)), new AwarenessClaimed("awr-21", ObligationSpec.Noticed.AddHours(-30), "investigators", "Logs"),
            new FactRecorded("fct-22", FactKind.Jurisdictions, new FactValue(Values: ["TW"])), new FactRecorded("fct-23", FactKind.Began, new FactValue(Instant: ObligationSpec.Noticed.AddDays(-140))),
            new FactRecorded("fct-24", FactKind.DataCategories, new FactValue(Values: ["email", "entry_code"])),
        ];
        var once = Dues(ObligationSpec.KoreanShop().Incident(facts).Assess());

        // Each message is an assessment: after some of the events, twice after others, never after one that another overtook.
        Gen.Select(Gen.Shuffle(facts), Gen.Int[0, 2].Array[facts.Length]).Sample(
            (order, told) =>
            {
                var spec = ObligationSpec.KoreanShop();
                for (var i = 0; i < order.Length; i++)
                {
                    spec.Incident(order[i]);
                    for (var t = 0; t < told[i]; t++)
                    {
                        spec.Assess();
                    }
                }

                spec.Assess().Assess();
                return Dues(spec) == once;
            },
            iter: Runs);
    }

    [Fact]
    public void Met_InWhateverOrderItIsRecorded_EndsTheSame()
    {
        string[] ids = ["KR-NET@KR", "KR-REG@KR", "KR-SUBJ@KR"];
        Gen.Shuffle(ids).Sample(
            order =>
            {
                var spec = ObligationSpec.KoreanShop().At(ObligationSpec.Noticed.AddHours(50));
                foreach (var id in order)
                {
                    spec.Run(m => new MarkObligationMet(m, id, ObligationSpec.Noticed.AddHours(30), "receipt"), People.Paula);
                }

                return string.Join(' ', ids.Select(i => spec.One(i).Law.Status)) == "Late Met Met";
            },
            iter: 12);
    }

    // Those that the facts made only for a while stay listed as superseded, and say nothing of order.
    private static string Dues(ObligationSpec spec) => string.Join('\n', spec.State.Obligations
        .Where(o => o.Law.Status != ObligationStatus.Superseded || o.Law.SupersededBy.Length > 0)
        .Select(o => $"{o.ObligationId} {o.Law.Start:O} {o.Law.Due:O} {o.Law.Status} {o.Law.WaitsFor}").Order(StringComparer.Ordinal));
}
