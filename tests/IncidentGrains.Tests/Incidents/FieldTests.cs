using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Tests.Incidents;

/// <summary>Every text, list, enum, number and instant of a command has limits; what lies outside is named by its field.</summary>
public sealed class FieldTests
{
    private const int Note = 2_000;
    private const int Text = 8_000;

    // Command and field → how to make it with a text, how long that may be, whether it may be empty, and the stage to be at.
    private static readonly Dictionary<string, (Func<CommandMeta, string, IncidentCommand> Make, int Max, bool Optional, Stage Stage)> Texts = new(StringComparer.Ordinal)
    {
        ["RecordFact text"] = ((m, t) => new RecordFact(m, FactKind.How, new FactValue(Text: t)), Text, false, Stage.Open),
        ["RecordFact values[0]"] = ((m, t) => new RecordFact(m, FactKind.Systems, new FactValue(Values: [t])), 200, false, Stage.Open),
        ["CorrectFact reason"] = ((m, t) => new CorrectFact(m, "fct-2", new FactValue(Count: 1), t), Note, false, Stage.Open),
        ["ClaimAwareness asserted_by"] = ((m, t) => new ClaimAwareness(m, IncidentSpec.T0, t, ""), 100, false, Stage.Open),
        ["ClaimAwareness basis"] = ((m, t) => new ClaimAwareness(m, IncidentSpec.T0, "controller", t), Note, true, Stage.Open),
        ["TriageIncident reasons[0]"] = ((m, t) => new TriageIncident(m, Severity.Low, [t]), Note, false, Stage.Open),
        ["ConfirmIncident note"] = ((m, t) => new ConfirmIncident(m, t), Note, true, Stage.Triaged),
        ["ContainIncident note"] = ((m, t) => new ContainIncident(m, t), Note, false, Stage.Confirmed),
        ["RemediateIncident note"] = ((m, t) => new RemediateIncident(m, t), Note, true, Stage.Contained),
        ["CloseIncident note"] = ((m, t) => new CloseIncident(m, Resolution.Resolved, t), Note, false, Stage.Remediating),
        ["ReopenIncident reason"] = ((m, t) => new ReopenIncident(m, t), Note, false, Stage.Closed),
        ["UnlinkIncident reason"] = ((m, t) => new UnlinkIncident(m, IncidentSpec.Other, t), Note, false, Stage.Open),
        ["MergeIncident reason"] = ((m, t) => new MergeIncident(m, IncidentSpec.Other, t), Note, false, Stage.Open),
        ["RestrictIncident reason"] = ((m, t) => new RestrictIncident(m, [], t), Note, false, Stage.Open),
        ["UnrestrictIncident reason"] = ((m, t) => new UnrestrictIncident(m, t), Note, false, Stage.Open),
        ["AddTimelineEntry text"] = ((m, t) => new AddTimelineEntry(m, null, t), Text, false, Stage.Open),
        ["RequestRedaction reason"] = ((m, t) => new RequestRedaction(m, "fct-2", t), Note, false, Stage.Open),
        ["DeclineRedaction reason"] = ((m, t) => new DeclineRedaction(m, "red-6", t), Note, false, Stage.Open),
        ["RemoveTaskDependency reason"] = ((m, t) => new RemoveTaskDependency(m, IncidentSpec.TaskA, IncidentSpec.TaskB, t), Note, false, Stage.Open),
        ["OpenIncident title"] = ((m, t) => new OpenIncident(m, t, "", [], []), 200, false, Stage.None),
        ["OpenIncident reference"] = ((m, t) => new OpenIncident(m, "Leak", t, [], []), 100, true, Stage.None),
        ["OpenIncident facts[0].text"] = ((m, t) => new OpenIncident(m, "Leak", "", [new NewFact(FactKind.Other, new FactValue(Text: t))], []), Text, false, Stage.None),
        ["OpenIncident facts[0].values[0]"] = ((m, t) => new OpenIncident(m, "Leak", "", [new NewFact(FactKind.Jurisdictions, new FactValue(Values: [t]))], []), 200, false, Stage.None),
        ["OpenIncident awareness_claims[0].asserted_by"] = ((m, t) => new OpenIncident(m, "Leak", "", [], [new NewAwarenessClaim(IncidentSpec.T0, t, "")]), 100, false, Stage.None),
        ["OpenIncident awareness_claims[0].basis"] = ((m, t) => new OpenIncident(m, "Leak", "", [], [new NewAwarenessClaim(IncidentSpec.T0, "controller", t)]), Note, true, Stage.None),
    };

    public static TheoryData<string> Fields() => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Text_OfGreatestLength_IsAccepted(string field) => Assert.Equal("", Send(field, new string('x', Texts[field].Max)).Reason);

    [Theory]
    [MemberData(nameof(Fields))]
    public void Text_OneTooLong_IsRefused(string field) => Send(field, new string('x', Texts[field].Max + 1)).ThenInvalid(field.Split(' ')[1]);

    [Theory]
    [MemberData(nameof(Fields))]
    public void Text_Empty_IsRefusedWhereRequired(string field)
    {
        foreach (var empty in new[] { "", " ", "\t\n" })
        {
            Assert.Equal(Texts[field].Optional ? [] : [field.Split(' ')[1]], Send(field, empty).Fields);
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Text_WithControlCharacter_IsRefused(string field)
    {
        foreach (var control in new[] { "a\0b", "a\u001b[31m", "a\u0085b", "a\bb", "\u007f" })
        {
            Send(field, control).ThenInvalid(field.Split(' ')[1]);
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Text_WithBrokenSurrogates_IsRefused(string field)
    {
        foreach (var broken in new[] { "a\ud83d", "\udd12b", "\udd12\ud83d", "\ud83d\ud83d\udd12" })
        {
            Send(field, broken).ThenInvalid(field.Split(' ')[1]);
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Text_OfManyLinesAndScripts_IsAccepted(string field) =>
        Assert.Empty(Send(field, "첫 줄\r\n\t둘째 \ud83d\udd12").Fields);

    [Theory]
    [MemberData(nameof(Fields))]
    public void Text_WithPersonalData_IsRefusedWithoutRepeatingIt(string field)
    {
        var outcome = Send(field, "write to someone@example.com");
        outcome.ThenInvalid(field.Split(' ')[1]);
        Assert.DoesNotContain("someone", outcome.ThenRefused(IncidentGrains.Contracts.CaseError.Invalid, "request.invalid").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_CoverEveryTextOfEveryCommand()
    {
        // Ids and persons have forms of their own; what is left is free text, alone or in lists.
        string[] ids = ["FactId", "Other", "Into", "Source", "Person", "TargetId", "RedactionId", "TaskId", "DependsOn", "Playbook"];
        var free = typeof(IncidentCommand).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(IncidentCommand)))
            .SelectMany(t => t.GetProperties().Where(p => p.PropertyType == typeof(string) && !ids.Contains(p.Name)).Select(p => $"{t.Name} {p.Name.ToLowerInvariant()}"));
        Assert.Subset(Texts.Keys.Select(k => k.Replace("_", "", StringComparison.Ordinal)).ToHashSet(), free.ToHashSet());
    }

    private static Outcome Send(string field, string text) =>
        (Texts[field].Stage == Stage.None ? IncidentSpec.Given() : History.UpTo(Texts[field].Stage).And(History.Waits)).When(m => Texts[field].Make(m, text));
}
