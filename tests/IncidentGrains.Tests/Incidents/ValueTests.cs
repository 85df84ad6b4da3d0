using System.Collections.Immutable;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Tests.Incidents;

/// <summary>Enums, numbers, lists and instants of commands.</summary>
public sealed class ValueTests
{
    private static readonly Dictionary<string, FactValue> Values = new(StringComparer.Ordinal)
    {
        ["text"] = new(Text: "Entry codes"),
        ["instant"] = new(Instant: IncidentSpec.T0),
        ["values"] = new(Values: ["US-CA"]),
        ["count"] = new(Count: 0),
    };

    private static readonly Dictionary<FactKind, string> Carries = new()
    {
        [FactKind.WhatLeaked] = "text", [FactKind.How] = "text", [FactKind.Began] = "instant", [FactKind.Ended] = "instant",
        [FactKind.Systems] = "values", [FactKind.DataCategories] = "values", [FactKind.Jurisdictions] = "values", [FactKind.Cause] = "text",
        [FactKind.Containment] = "text", [FactKind.Affected] = "count", [FactKind.Notified] = "instant", [FactKind.Other] = "text",
        [FactKind.Veris] = "text",
    };

    public static TheoryData<FactKind, string> KindsAndValues()
    {
        var data = new TheoryData<FactKind, string>();
        foreach (var kind in Enum.GetValues<FactKind>().Where(k => k != FactKind.None))
        {
            foreach (var value in Values.Keys)
            {
                data.Add(kind, value);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(KindsAndValues))]
    public void Fact_OfKind_CarriesItsOwnValueOnly(FactKind kind, string value)
    {
        var outcome = History.UpTo(Stage.Open).When(m => new RecordFact(m, kind, Values[value]));
        if (Carries[kind] == value)
        {
            outcome.Then(new FactRecorded("fct-7", kind, Values[value]));
        }
        else
        {
            outcome.ThenInvalid(Carries[kind]);
        }
    }

    [Fact]
    public void Fact_WithTwoValues_IsRefused() => History.UpTo(Stage.Open)
        .When(m => new RecordFact(m, FactKind.Affected, new FactValue(Text: "some", Count: 1))).ThenInvalid("count");

    [Fact]
    public void Fact_WithoutValue_IsRefused() => History.UpTo(Stage.Open)
        .When(m => new RecordFact(m, FactKind.Began, new FactValue())).ThenInvalid("instant");

    [Theory]
    [InlineData(FactKind.None)]
    [InlineData((FactKind)13)]
    [InlineData((FactKind)(-1))]
    public void Fact_OfUnknownKind_IsRefused(FactKind kind) => History.UpTo(Stage.Open)
        .When(m => new RecordFact(m, kind, Values["text"])).ThenInvalid("kind");

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void Fact_WithNegativeCount_IsRefused(long count) => History.UpTo(Stage.Open)
        .When(m => new RecordFact(m, FactKind.Affected, new FactValue(Count: count))).ThenInvalid("count");

    [Theory]
    [InlineData(0, true)]
    [InlineData(200, false)]
    [InlineData(201, true)]
    public void Fact_WithValues_HoldsOneToTwoHundred(int count, bool refused) => Assert.Equal(
        refused ? ["values"] : [],
        History.UpTo(Stage.Open).When(m => new RecordFact(m, FactKind.Systems, new FactValue(Values: [.. Enumerable.Repeat("crm", count)]))).Fields);

    [Fact]
    public void Fact_WithSeveralBadValues_NamesEach() => History.UpTo(Stage.Open)
        .When(m => new RecordFact(m, FactKind.Systems, new FactValue(Values: ["", "crm", "a\0"]))).ThenInvalid("values[0]", "values[2]");

    [Theory]
    [InlineData(5 * 60, false)]
    [InlineData((5 * 60) + 1, true)]
    public void Instant_MoreThanFiveMinutesAhead_IsRefused(int seconds, bool refused)
    {
        var instant = IncidentSpec.Now.AddSeconds(seconds);
        var spec = History.UpTo(Stage.Open);
        Assert.Equal(refused ? ["instant"] : [], spec.When(m => new RecordFact(m, FactKind.Notified, new FactValue(Instant: instant))).Fields);
        Assert.Equal(refused ? ["aware_at"] : [], spec.When(m => new ClaimAwareness(m, instant, "regulator", "")).Fields);
        Assert.Equal(refused ? ["occurred_at"] : [], spec.When(m => new AddTimelineEntry(m, instant, "A call")).Fields);
        Assert.Equal(
            refused ? ["facts[0].instant", "awareness_claims[0].aware_at"] : [],
            IncidentSpec.Given().When(m => new OpenIncident(
                m, "Leak", "", [new NewFact(FactKind.Ended, new FactValue(Instant: instant))], [new NewAwarenessClaim(instant, "processor", "")])).Fields);
    }

    [Theory]
    [InlineData(Severity.None)]
    [InlineData((Severity)5)]
    public void Triage_OfUnknownSeverity_IsRefused(Severity severity) => History.UpTo(Stage.Open)
        .When(m => new TriageIncident(m, severity, ["Many"])).ThenInvalid("severity");

    [Theory]
    [InlineData(0, true)]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public void Triage_Reasons_AreOneToTwenty(int count, bool refused) => Assert.Equal(
        refused ? ["reasons"] : [],
        History.UpTo(Stage.Open).When(m => new TriageIncident(m, Severity.Low, [.. Enumerable.Repeat("Many", count)])).Fields);

    [Theory]
    [InlineData(Resolution.None)]
    [InlineData((Resolution)3)]
    public void Close_OfUnknownResolution_IsRefused(Resolution resolution) => History.UpTo(Stage.Remediating)
        .When(m => new CloseIncident(m, resolution, "Done")).ThenInvalid("resolution");

    [Theory]
    [InlineData(LinkKind.None)]
    [InlineData((LinkKind)4)]
    public void Link_OfUnknownKind_IsRefused(LinkKind kind) => History.UpTo(Stage.Open)
        .When(m => new LinkIncident(m, IncidentSpec.Third, kind)).ThenInvalid("kind");

    [Theory]
    [InlineData(IncidentRole.None)]
    [InlineData((IncidentRole)8)]
    public void Role_Unknown_IsRefused(IncidentRole role)
    {
        History.UpTo(Stage.Open).When(m => new AssignRole(m, role, History.Deputy)).ThenInvalid("role");
        History.UpTo(Stage.Open).When(m => new UnassignRole(m, role, History.Deputy)).ThenInvalid("role");
    }

    [Theory]
    [InlineData("")]
    [InlineData("dana")]
    [InlineData("|dana")]
    [InlineData("idp|")]
    [InlineData("idp|da\nna")]
    public void Person_WithoutIssuerAndSubject_IsRefused(string person)
    {
        History.UpTo(Stage.Open).When(m => new AssignRole(m, IncidentRole.Scribe, person)).ThenInvalid("person");
        History.UpTo(Stage.Open).When(m => new UnassignRole(m, IncidentRole.Scribe, person)).ThenInvalid("person");
        History.UpTo(Stage.Open).When(m => new RestrictIncident(m, [History.Deputy, person], "Insider")).ThenInvalid("members[1]");
    }

    [Theory]
    [InlineData(300, false)]
    [InlineData(301, true)]
    public void Person_Length_IsLimited(int length, bool refused) => Assert.Equal(
        refused ? ["person"] : [],
        History.UpTo(Stage.Open).When(m => new AssignRole(m, IncidentRole.Scribe, "idp|" + new string('x', length - 4))).Fields);

    [Theory]
    [InlineData(200, false)]
    [InlineData(201, true)]
    public void Restrict_Members_AreAtMostTwoHundred(int count, bool refused)
    {
        ImmutableList<string> members = [.. Enumerable.Range(0, count).Select(i => $"idp|person-{i}")];
        Assert.Equal(refused ? ["members"] : [], History.UpTo(Stage.Open).When(m => new RestrictIncident(m, members, "Insider")).Fields);
    }

    [Fact]
    public void Command_WithSeveralMistakes_NamesAllAtOnce() => IncidentSpec.Given()
        .When((CommandMeta m) => new OpenIncident(m, "", new string('x', 101), [new NewFact(FactKind.None, new FactValue())], [new NewAwarenessClaim(IncidentSpec.Now.AddDays(1), "", "")]))
        .ThenInvalid("title", "reference", "facts[0].kind", "awareness_claims[0].aware_at", "awareness_claims[0].asserted_by");
}
