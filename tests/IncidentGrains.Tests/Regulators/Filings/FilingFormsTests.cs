using System.Text;
using IncidentGrains.Law.Regulators.Filings;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Tests.Regulators.Filings;

/// <summary>Forms: those that come with the server fit its rules, and a wrong one is refused with its line.</summary>
public sealed class FilingFormsTests
{
    private const string Words = "categories: []\ncauses: []\nregulators: []\n";

    private const string Least = """
        form: generic
        title: {ko: 보고서, en: Report}
        citation: none
        sections:
          - fields:
              - key: what
                label: {ko: 무엇, en: What}
                prefill: {ko: "{{ how }}", en: "{{ how }}"}
        """;

    public static TheoryData<string> Forms() => [.. FilingForms.BuiltIn.All.Select(f => f.Id)];

    [Fact]
    public void BuiltIn_AreTheKnownOnes() => Assert.Equal(
        ["eu-gdpr-33", "generic", "kr-leak-report", "nis2-early-warning", "nis2-final", "nis2-notification", "us-8k-105"], FilingForms.BuiltIn.All.Select(f => f.Id));

    [Theory]
    [MemberData(nameof(Forms))]
    public void Form_NamesRulesAndItemsThatThereAre(string id)
    {
        var form = FilingForms.BuiltIn.Find(id)!;
        Assert.All(form.Rules, r => Assert.Contains(RulePacks.BuiltIn.Find(r)!.Type, (ObligationType[])[ObligationType.Report, ObligationType.Supplement]));
        Assert.All(form.Fields.SelectMany(f => f.Content), tag =>
        {
            var (code, number) = (tag.Split('/')[0], int.Parse(tag.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture));
            var items = RulePacks.BuiltIn.FindContentSet(code)?.Items.Count ?? RulePacks.BuiltIn.Find(code)!.Versions.Max(v => v.Items.Count);
            Assert.InRange(number, 1, items);
        });
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Form_CoversAllItemsOfItsRules(string id)
    {
        var form = FilingForms.BuiltIn.Find(id)!;
        foreach (var version in form.Rules.SelectMany(r => RulePacks.BuiltIn.Find(r)!.Versions.Select(v => (Rule: r, Version: v))))
        {
            var set = RulePacks.BuiltIn.FindContentSet(version.Version.Content ?? "");
            var (code, count) = set is null ? (version.Rule, version.Version.Items.Count) : (set.Code, set.Items.Count);
            Assert.All(Enumerable.Range(1, count), i => Assert.Contains(form.Fields, f => f.Content.Contains($"{code}/{i}")));
        }
    }

    [Fact]
    public void Words_HaveEachCategoryCauseAndAuthority()
    {
        var words = FilingForms.BuiltIn.Words;
        Assert.Equal(RulePacks.BuiltIn.Categories.Order(StringComparer.Ordinal), words.Categories.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(4, words.Causes.Count);

        // To people, consumer agencies, the public and controllers no filing is drafted by itself.
        string[] others = ["SUBJECTS", "PUBLIC", "CONTROLLER", "REGISTER", "CRA", "MEDIA"];
        var recipients = RulePacks.BuiltIn.Rules.Where(r => r.Type is ObligationType.Report or ObligationType.Supplement).SelectMany(r => r.Versions).SelectMany(v => v.Recipients).Distinct();
        Assert.Equal([], recipients.Except(others).Where(r => !words.Regulators.ContainsKey(r)));
    }

    [Fact]
    public void LeastForm_IsRead()
    {
        var forms = Of(Least);
        Assert.Equal("what", Assert.Single(forms.For("KR-REG").Fields).Key);
        Assert.Equal((4_000, false, false), (forms.All[0].Fields[0].MaxLength, forms.All[0].Fields[0].Required, forms.All[0].Fields[0].Contact));
    }

    [Theory]
    [InlineData("form: generic", "form: Generic Report", "generic.yaml:1: error: 'Generic Report' is no id")]
    [InlineData("citation: none", "", "'citation'")]
    [InlineData("title: {ko: 보고서, en: Report}", "title: Report", "generic.yaml:2: error")]
    [InlineData("title: {ko: 보고서, en: Report}", "title: {ko: 보고서}", "needs 'en'")]
    [InlineData("key: what", "key: What", "generic.yaml:6: error: 'What' is no key")]
    [InlineData("key: what", "key: dmd-1", "generic.yaml:6: error: 'dmd-1' is no key")]
    [InlineData("key: what", "key: what\n        max_length: 0", "generic.yaml:7: error: 'max_length'")]
    [InlineData("key: what", "key: what\n        mood: good", "generic.yaml:7: error: 'mood' is not known")]
    [InlineData("ko: \"{{ how }}\"", "ko: \"{{ how\"", "generic.yaml:8: error: the template 'ko' is no Liquid")]
    [InlineData("en: \"{{ how }}\"", "en: \"{{ hwo }}\"", "generic.yaml:8: error: the template 'en' reads 'hwo'")]
    [InlineData("en: \"{{ how }}\"", "en: \"{% for a in aware %}{{ a.whn }}{% endfor %}\"", "generic.yaml:8: error: the template 'en' reads 'whn'")]
    [InlineData("en: \"{{ how }}\"", "en: \"{% if peple.total %}x{% endif %}\"", "generic.yaml:8: error: the template 'en' reads 'peple'")]
    public void Form_WithAMistake_IsRefusedWithFileAndLine(string text, string mistaken, string finding)
    {
        var refused = Assert.Throws<FormsRefusedException>(() => Of(Least.Replace(text, mistaken, StringComparison.Ordinal)));
        Assert.Contains(finding, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forms_ForOneRule_AreRefused()
    {
        var second = Least.Replace("form: generic", "form: second", StringComparison.Ordinal) + "\nrules: [KR-REG]\n";
        var third = Least.Replace("form: generic", "form: third", StringComparison.Ordinal) + "\nrules: [KR-REG]\n";
        var refused = Assert.Throws<FormsRefusedException>(() => FilingForms.Of([Yaml("words", Words), Yaml("generic", Least), Yaml("second", second), Yaml("third", third)]));
        Assert.Contains("'KR-REG' is a rule of second and third", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forms_WithoutAGenericOne_AreRefused() =>
        Assert.Throws<FormsRefusedException>(() => FilingForms.Of([Yaml("words", Words), Yaml("other", Least.Replace("form: generic", "form: other", StringComparison.Ordinal))]));

    [Fact]
    public void Template_ThatRunsForEver_EndsAtItsLimit()
    {
        var template = FormTemplate.Parse("x", "{% for i in (1..200000) %}{{ i }}{% endfor %}");
        Assert.Throws<InvalidOperationException>(() => template.Render(new RecordNode([]), "en"));
    }

    private static FilingForms Of(string form) => FilingForms.Of([Yaml("words", Words), Yaml("generic", form)]);

    private static (string, byte[]) Yaml(string name, string text) => (name + ".yaml", Encoding.UTF8.GetBytes(text));
}
