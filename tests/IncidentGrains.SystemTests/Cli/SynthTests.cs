using System.Text.Json;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Cli;

/// <summary><c>incidentctl cohort synth</c>, which needs no server.</summary>
[Collection(RealProcesses.Name)]
public sealed class SynthTests : IDisposable
{
    private readonly Incidentctl _ctl = new(new Uri("http://127.0.0.1:1"), token: null);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Synth_WritesRowsAndTheirTruth()
    {
        var (rows, truth) = (_folder.File("people.csv"), _folder.File("truth.json"));

        await _ctl.Run(0, "cohort", "synth", "--rows", "1000", "--seed", "7", "--duplicates", "0.07", "--some", "entry_code:0.05", "--out", rows, "--truth", truth);

        var lines = await File.ReadAllLinesAsync(rows);
        Assert.Equal("member_id,name,email,phone,address,country,subdivision,locale,categories", lines[0]);
        Assert.Equal(1_001, lines.Length);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(truth));
        Assert.Equal(1_000, json.RootElement.GetProperty("members").GetInt64() + json.RootElement.GetProperty("duplicates").GetInt64());
    }

    [Fact]
    public async Task Synth_OntoAFileThatIsThere_LeavesItAsItIs()
    {
        var file = _folder.File("real.csv");
        await File.WriteAllTextAsync(file, "real people");

        await _ctl.Run(2, "cohort", "synth", "--rows", "10", "--seed", "7", "--out", file);

        Assert.Equal("real people", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("--dirty", "1.5")]
    [InlineData("--dirty", "0.6", "--duplicates", "0.6")]
    [InlineData("--some", "entry_code")]
    [InlineData("--first", "80000000")]
    [InlineData("--mix", "martian")]
    public async Task Synth_OfWhatCannotBe_IsAMistakeOfUsageAndWritesNothing(params string[] arguments)
    {
        var file = _folder.File("none.csv");
        await _ctl.Run(2, ["cohort", "synth", "--rows", "10", "--seed", "7", "--out", file, .. arguments]);
        Assert.False(File.Exists(file));
    }

    public void Dispose() => _folder.Dispose();
}
