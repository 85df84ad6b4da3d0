using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Cli;

/// <summary><c>incidentctl playbook</c>, which needs no server.</summary>
[Collection(RealProcesses.Name)]
public sealed class PlaybookTests : IDisposable
{
    private readonly Incidentctl _ctl = new(new Uri("http://127.0.0.1:1"), token: null);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Lint_OfTheBuiltIn_IsClean()
    {
        Assert.Equal("5 files, 0 errors, 0 warnings\n", await _ctl.Run(0, "playbook", "lint", Repository.File("deploy", "playbooks")));
        Assert.Empty((await _ctl.Json(0, "playbook", "lint", Repository.File("deploy", "playbooks"))).AsArray());
    }

    [Fact]
    public async Task Lint_WithErrors_NamesFileLineAndTextAndRefuses()
    {
        var file = _folder.File("broken.yaml");
        await File.WriteAllTextAsync(file, "id: broken\ntitle: Broken\ntasks:\n  - {key: a, title: A, mandatory: maybe, priority: high}\n  - {key: b, title: B, mandatory: true, priority: soon}\n");

        var lines = (await _ctl.Run(1, "playbook", "lint", file)).Split('\n');
        Assert.Equal($"{file}:4: error: 'mandatory' is true or false.", lines[0]);
        Assert.Equal($"{file}:5: error: 'soon' is no priority; write low, normal, high or urgent.", lines[1]);
        Assert.Equal("1 file, 2 errors, 0 warnings", lines[2]);

        var found = (await _ctl.Json(1, "playbook", "lint", file)).AsArray();
        Assert.Equal((file, 5, "error"), ((string)found[1]!["file"]!, (int)found[1]!["line"]!, (string)found[1]!["severity"]!));
    }

    [Fact]
    public async Task Lint_WithWarningsAlone_IsDone()
    {
        var file = _folder.File("other.yaml");
        await File.WriteAllTextAsync(file, "id: named\ntitle: Named\ntasks:\n  - {key: a, title: A, mandatory: false, priority: high}\n");
        Assert.EndsWith("1 file, 0 errors, 2 warnings\n", await _ctl.Run(0, "playbook", "lint", file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("lint", "no-such-file.yaml")]
    [InlineData("show", "no-such-playbook")]
    [InlineData("show")]
    public async Task Command_WithoutWhatItNeeds_IsAMistakeOfUsage(params string[] arguments) => await _ctl.Run(2, ["playbook", .. arguments]);

    [Fact]
    public async Task List_AndShow_TellWhatThereIs()
    {
        var listed = (await _ctl.Json(0, "playbook", "list")).AsArray();
        Assert.Equal(5, listed.Count);
        var table = await _ctl.Run(0, "playbook", "list");
        Assert.All(listed, item => Assert.Contains((string)item!["title"]!, table, StringComparison.Ordinal));

        var breach = Assert.Single(listed, item => (string)item!["id"]! == "mass-account-breach")!;
        var shown = await _ctl.Json(0, "playbook", "show", "mass-account-breach");
        Assert.Equal((string)breach["digest"]!, (string)shown["digest"]!);
        Assert.Equal((int)breach["tasks"]!, shown["tasks"]!.AsArray().Count);
        Assert.Contains("entry-codes  Have entry codes of buildings changed", await _ctl.Run(0, "playbook", "show", "mass-account-breach"), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
