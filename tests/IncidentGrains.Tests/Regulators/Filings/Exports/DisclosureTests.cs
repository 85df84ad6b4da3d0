using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Host.Regulators.Filings.Exports;
using IncidentGrains.Proof;
using IncidentGrains.Tests.Wire;

namespace IncidentGrains.Tests.Regulators.Filings.Exports;

/// <summary>A regulator is given its own part and no other's.</summary>
public sealed class DisclosureTests
{
    private static readonly string Obligations = ObligationsId.Of(SampleFiling.Incident);
    private static readonly Disclosure Disclosure = new(EventSamples.Types, FilingStatements.Of(SampleFiling.State(), SampleFiling.State().Latest));

    [Fact]
    public void OwnStream_IsGivenWholly() => Assert.All(
        SampleFiling.Events(), e => Assert.True(Disclosure.Discloses(Stored(SampleFiling.Id, 1, e.Event))));

    [Fact]
    public void Source_IsGiven_AndItsNeighbourIsNot()
    {
        var fact = new FactRecorded("fct-2", FactKind.Affected, new FactValue(Count: 33_673_817));
        Assert.True(Disclosure.Discloses(Stored(SampleFiling.Incident, 2, fact)));
        Assert.False(Disclosure.Discloses(Stored(SampleFiling.Incident, 3, fact)));
        Assert.False(Disclosure.Discloses(Stored("inc-9", 2, fact)));
    }

    [Theory]
    [InlineData(true, "KR")]
    [InlineData(true, "KR", "KR-11")]
    [InlineData(false, "KR", "JP")]
    [InlineData(false, "KRX")]
    public void Source_ThatSpeaksOfOtherJurisdictions_IsWithheld(bool given, params string[] jurisdictions)
    {
        var facts = new RegulatoryFactsRecorded(new RegulatoryFacts { Cohorts = [.. jurisdictions.Select((j, n) => new RegulatoryCohort { Name = $"c{n}", Jurisdiction = j })] });
        Assert.Equal(given, Disclosure.Discloses(Stored(SampleFiling.Incident, 2, facts)));
        Assert.Equal(given, Disclosure.Discloses(Stored(SampleFiling.Incident, 2, new FactRecorded("fct-2", FactKind.Jurisdictions, new FactValue(Values: [.. jurisdictions])))));
        Assert.Equal(given, Disclosure.Discloses(Stored(SampleFiling.Incident, 2, new FactCorrected("fct-2", "fct-1", FactKind.Jurisdictions, new FactValue(Values: [.. jurisdictions]), "Wrong"))));
    }

    [Theory]
    [InlineData(true, "KR-REG@first", "KR", "KR")]
    [InlineData(false, "KR-OTHER@first", "KR", "KR")]
    [InlineData(false, "KR-REG@first", "JP", "KR")]
    [InlineData(false, "KR-REG@first", "KR", "JP")]
    public void Assessment_IsGivenWhereItIsOfTheObligationAndOfNoOther(bool given, string obligation, string jurisdiction, string cohort)
    {
        var sample = (ObligationsAssessed)EventSamples.All["obligations.assessed.v1"];
        var opened = sample.Opened[0] with { ObligationId = obligation, Jurisdiction = jurisdiction };
        var assessed = sample with { Opened = [opened], Changed = [], Superseded = [], Facts = $$"""{"cohorts":[{"id":"first","jurisdiction":"{{cohort}}"}]}""" };
        Assert.Equal(given, Disclosure.Discloses(Stored(Obligations, 1, assessed)));
        Assert.False(Disclosure.Discloses(Stored(Obligations, 1, assessed with { Superseded = ["EU-33@second"] })));
        Assert.False(Disclosure.Discloses(Stored(Obligations, 1, assessed with { Changed = [opened with { Jurisdiction = "EU" }] })));
    }

    [Fact]
    public void ApprovalOfARedaction_IsGiven() => Assert.True(Disclosure.Discloses(Stored(SampleFiling.Incident, 9, new RedactionApproved("red-8", "tle-7", 7, "aa"))));

    private static StoredEvent Stored(string stream, long seq, IDomainEvent item) => new(
        seq, new LedgerEvent(new EventHeader(stream, seq, SampleFiling.Incident, EventSamples.Types.NameOf(item), SampleFiling.Author, 0), [], EventSamples.Types.Write(item), [], [], []), Remainder: null);
}
