using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;
using AwarenessClaimed = IncidentGrains.Contracts.Incidents.AwarenessClaimed;
using ObligationStatus = IncidentGrains.Contracts.Regulators.ObligationStatus;

namespace IncidentGrains.Tests.Regulators;

/// <summary>The built-in scenario, from public reports: a breach that grew, known earlier than the company said.</summary>
public sealed class CoupangReplayTests
{
    private static RegulatoryCohort First { get; } = new() { Name = "first", Jurisdiction = "KR", Subjects = 4_536, Categories = ["name", "email", "phone", "address"] };

    [Fact]
    public void NetworkActReport_OnTheInvestigatorsTime_WasTwentyNineHoursLate()
    {
        var spec = Replayed();
        var net = spec.One("KR-NET@first");
        Assert.Equal(
            (Case.At("2025-11-18T07:00:00Z"), Case.At("2025-11-19T12:35:00Z"), ObligationStatus.Late, new TimeSpan(29, 35, 0)),
            (net.Law.Due!.Value, net.Law.DoneAt!.Value, net.Law.Status, net.LateBy!.Value));
        // The investigators' time became known later than the report: the record shows both claims, and the earlier counts.
        Assert.Equal(2, spec.Facts().Facts.Incident.Aware.Count);
    }

    [Fact]
    public void GrownBreach_HasClocksOfItsOwnAndMovesNoOlderOne()
    {
        var spec = Replayed();
        var before = spec.State.Obligations.ToDictionary(o => o.ObligationId, o => (o.Law.Start, o.Law.Due), StringComparer.Ordinal);
        var grown = Case.At("2025-11-27T03:47:00+09:00");
        var taiwan = Case.At("2026-02-23T10:00:00+09:00");
        spec.At(Case.At("2026-02-24T00:00:00Z")).Run(m => new RecordRegulatoryFacts(m, ObligationSpec.Shop with
        {
            Roles = ["icsp", "online_retailer"],
            Significant = true,
            Cohorts =
            [
                First,
                First with { Name = "grown", Subjects = 33_669_281, Aware = [new RegulatoryAwareness(grown, "controller")] },
                First with { Name = "taiwan", Jurisdiction = "TW", Subjects = 204_552, Aware = [new RegulatoryAwareness(taiwan, "controller")] },
            ],
        }));
        Assert.All(before, b => Assert.Equal(b.Value, (spec.One(b.Key).Law.Start, spec.One(b.Key).Law.Due)));
        Assert.Equal(grown.AddHours(72), spec.One("KR-SUBJ@grown").Law.Due);
        Assert.Contains(spec.State.Obligations, o => o.Law is { Rule: "KR-NETSUP", Cohort: "grown" });
        Assert.Contains(spec.State.Obligations, o => o.Law is { Jurisdiction: "TW", Cohort: "taiwan" });
        Assert.DoesNotContain(spec.State.Obligations, o => o.ObligationId == "KR-NET@grown");
    }

    [Fact]
    public void StoredFacts_EvaluateToTheSameObligations()
    {
        var spec = Replayed();
        var facts = spec.Facts();
        var read = FactsJson.Read(System.Text.Encoding.UTF8.GetBytes(IncidentGrains.Grains.Regulators.FactsText.Of(facts.Facts)), DateTimeOffset.UnixEpoch);
        Assert.Equal(Texts(Evaluation.Of(facts.Facts, RulePacks.BuiltIn)), Texts(Evaluation.Of(read, RulePacks.BuiltIn)));
        Assert.DoesNotContain("investigators", IncidentGrains.Grains.Regulators.FactsText.Of(facts.WithoutNames()), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(IEnumerable<Obligation> all) => all.Select(o => $"{o.Rule} {o.Cohort} {o.Start:O} {o.Due:O} {o.Status} {o.LateBy}");

    // In the order in which it became known.
    private static ObligationSpec Replayed() => new ObligationSpec().At(Case.At("2025-11-18T23:30:00+09:00"))
        .Incident(
            new IncidentOpened("Access by a retained signing key", ""), new FactRecorded("fct-2", FactKind.Began, new FactValue(Instant: Case.At("2025-06-24T00:00:00+09:00"))),
            new AwarenessClaimed("awr-3", Case.At("2025-11-18T22:52:00+09:00"), "controller", "Alert"))
        .Run(m => new RecordRegulatoryFacts(m, ObligationSpec.Shop with { Cohorts = [First] }))
        .At(Case.At("2025-11-19T21:40:00+09:00")).Run(m => new MarkObligationMet(m, "KR-NET@first", Case.At("2025-11-19T21:35:00+09:00"), "KISA report"))
        .At(Case.At("2026-02-10T10:00:00+09:00")).Incident(new AwarenessClaimed("awr-4", Case.At("2025-11-17T16:00:00+09:00"), "investigators", "Joint result")).Assess();
}
