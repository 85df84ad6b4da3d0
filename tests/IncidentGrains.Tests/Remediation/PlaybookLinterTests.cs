using System.Text;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Cli.Remediation;

namespace IncidentGrains.Tests.Remediation;

/// <summary>What the linter adds to the reader: files beside each other, and where they are.</summary>
public sealed class PlaybookLinterTests
{
    [Fact]
    public void Lint_EqualIds_IsAnErrorInTheLaterFile() => Assert.Equal(
        ["b/sample.yaml:1: error: 'sample' is the id of a/sample.yaml too; give each its own."],
        Lint(("a/sample.yaml", PlaybookSamples.Right), ("b/sample.yaml", PlaybookSamples.Right)));

    [Fact]
    public void Lint_FileOfAnotherName_IsAWarning() => Assert.Equal(
        ["other.yaml:1: warning: The id is 'sample', the file is named otherwise; name it sample.yaml, so that it is found."],
        Lint(("other.yaml", PlaybookSamples.Right)));

    [Fact]
    public void Files_OfAFolder_AreItsYamlFilesByName()
    {
        var folder = Directory.CreateTempSubdirectory("playbooks-");
        try
        {
            Assert.Throws<UsageException>(() => YamlFiles.Find([folder.FullName]));
            Assert.Throws<UsageException>(() => YamlFiles.Find([Path.Combine(folder.FullName, "none.yaml")]));
            foreach (var name in new[] { "b.yaml", "a.yml", "schema.json" })
            {
                File.WriteAllText(Path.Combine(folder.FullName, name), "");
            }

            string[] expected = [Path.Combine(folder.FullName, "a.yml"), Path.Combine(folder.FullName, "b.yaml")];
            Assert.Equal(expected, YamlFiles.Find([folder.FullName, expected[0]]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Lint(params (string File, string Text)[] files)
    {
        var linter = new PlaybookLinter();
        foreach (var (file, text) in files)
        {
            linter.Add(file, Encoding.UTF8.GetBytes(text));
        }

        return linter.Findings.Select(f => f.ToString());
    }
}
