using System.Text;
using IncidentGrains.Law;
using IncidentGrains.Law.Remediation;

namespace IncidentGrains.Tests.Remediation;

/// <summary>The playbooks that come with the product, and which of them an incident calls for.</summary>
public sealed class PlaybooksTests
{
    private static readonly PlaybookFacts Nothing = new([], [], [], [], null);

    [Fact]
    public void BuiltIn_AreTheFilesOfTheRepository()
    {
        var files = Repository.Files("deploy/playbooks", "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!);
        Assert.Equal(["credential-theft", "lost-device", "mass-account-breach", "mis-sent-mail", "retained-signing-key"], Playbooks.BuiltIn.All.Select(p => p.Id));
        Assert.Equal(files, Playbooks.BuiltIn.All.Select(p => p.Id));
    }

    [Fact]
    public void BuiltIn_HaveNoFindings() => Assert.All(
        Repository.Files("deploy/playbooks", "*.yaml"),
        f => Assert.Empty(PlaybookReader.Read(File.ReadAllBytes(Path.Combine(Repository.Root, f))).Findings));

    [Fact]
    public void BuiltIn_HaveWorkForATeam() => Assert.All(Playbooks.BuiltIn.All, playbook =>
    {
        Assert.InRange(playbook.Tasks.Count, 8, 15);
        Assert.All(playbook.Tasks, t => Assert.NotEmpty(t.Checklist));
        Assert.All(playbook.Tasks.Where(t => t.Mandatory), t => Assert.NotNull(t.DueAfter));
        Assert.Contains(playbook.Tasks, t => t.Key == "see-obligations");
        Assert.Contains(playbook.Tasks, t => t.DependsOn.Count > 0);
        Assert.Null(PersonalData.FormIn(string.Join('\n', playbook.Tasks.Select(t => t.Description))));
    });

    [Fact]
    public void Applying_NothingKnown_IsNone() => Assert.Empty(Playbooks.BuiltIn.Applying(Nothing));

    [Fact]
    public void Applying_TheMotivatingCase_IsTheMassBreachAndTheKey()
    {
        // As deploy/scenarios/coupang.yaml records it in the end.
        var facts = new PlaybookFacts(
            ["insider"], ["Access tokens were forged with a signing key that a former developer still held, from 24 June on"],
            ["name", "email", "phone", "address", "order_history", "entry_code"], [], 33_673_817);
        Assert.Equal(["mass-account-breach", "retained-signing-key"], Playbooks.BuiltIn.Applying(facts));
        Assert.Empty(Playbooks.BuiltIn.Applying(facts with { Hows = [], Affected = 4_536 }));
    }

    // A file system or an editor may spell 서명키 in its letters, and é as e with an accent; it is the same word.
    [Theory]
    [InlineData("서명키", "퇴사자의 \u1109\u1165\u1106\u1167\u11BC\u110F\u1175 사용")]
    [InlineData("\u1109\u1165\u1106\u1167\u11BC\u110F\u1175", "퇴사자의 서명키 사용")]
    [InlineData("clé volée", "une CLE\u0301 VOLE\u0301E")]
    [InlineData("cle\u0301", "la Clé")]
    public void Condition_InAnotherSpellingOfTheSameWords_Holds(string value, string how) =>
        Assert.True(new PlaybookCondition(PlaybookTopic.How, [value]).Holds(Nothing with { Hows = [how] }));

    [Theory]
    [InlineData("internal_mis_send", "", "mis-sent-mail")]
    [InlineData("Internal mis-send", "", "mis-sent-mail")]
    [InlineData("loss", "", "lost-device")]
    [InlineData("unknown", "An employee's LOST  LAPTOP", "lost-device")]
    [InlineData("external_intrusion", "Credential stuffing against the sign-in", "credential-theft")]
    [InlineData("glossy", "resigning keys", "")]
    public void Applying_ByWords_FindsWholeWordsOnly(string cause, string how, string expected) =>
        Assert.Equal(expected.Length > 0 ? [expected] : [], Playbooks.BuiltIn.Applying(Nothing with { Causes = [cause], Hows = [how] }));

    [Theory]
    [InlineData(99, "insider", false)]
    [InlineData(100, "insider", true)]
    [InlineData(100, "loss", false)]
    [InlineData(null, "insider", false)]
    public void Scope_NeedsEachOfAllAndOneOfAny(int? affected, string cause, bool applies) =>
        Assert.Equal(applies, PlaybookSamples.Read(PlaybookSamples.Right).Playbook!.AppliesTo!.Holds(Nothing with { Causes = [cause], Affected = affected }));

    [Fact]
    public void Applying_PlaybookWithoutScope_IsOnlyChosenByName()
    {
        var set = Set(("a.yaml", PlaybookSamples.Right[..PlaybookSamples.Right.IndexOf("applies_to", StringComparison.Ordinal)]
            + PlaybookSamples.Right[PlaybookSamples.Right.IndexOf("tasks:", StringComparison.Ordinal)..]));
        Assert.Null(set.Find("sample")!.AppliesTo);
        Assert.Empty(set.Applying(new PlaybookFacts(["insider"], ["x"], ["password"], ["x"], 1_000_000)));
    }

    [Fact]
    public void OverriddenBy_EqualId_TakesTheOthersAndKeepsTheRest()
    {
        var own = Set(("own.yaml", PlaybookSamples.Right.Replace("id: sample", "id: lost-device", StringComparison.Ordinal)), ("b.yaml", PlaybookSamples.Right));
        var set = Playbooks.BuiltIn.OverriddenBy(own);
        Assert.Equal("A sample", set.Find("lost-device")!.Title);
        Assert.Equal(["credential-theft", "lost-device", "mass-account-breach", "mis-sent-mail", "retained-signing-key", "sample"], set.All.Select(p => p.Id));
        Assert.Null(set.Find("Sample"));
    }

    [Fact]
    public void Set_WithMistakes_IsRefusedWithAllOfThem()
    {
        var e = Assert.Throws<PlaybookRefusedException>(() => Set(
            ("a.yaml", PlaybookSamples.Right), ("b.yaml", PlaybookSamples.Right), ("c.yaml", PlaybookSamples.With("4h", "soon"))));
        Assert.Contains("b.yaml:1: error: 'sample' is the id of a.yaml too", e.Message, StringComparison.Ordinal);
        Assert.Contains("c.yaml:16: error: 'due_after'", e.Message, StringComparison.Ordinal);
    }

    private static Playbooks Set(params (string Name, string Text)[] files) => Playbooks.Of(files.Select(f => (f.Name, Encoding.UTF8.GetBytes(f.Text))));
}
