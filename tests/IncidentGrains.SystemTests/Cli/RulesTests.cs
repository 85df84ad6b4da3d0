using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Cli;

/// <summary><c>incidentctl rules</c>, which needs no server.</summary>
[Collection(RealProcesses.Name)]
public sealed class RulesTests : IDisposable
{
    private const string Facts =
        """
        {"as_of": "2025-12-01T00:00:00Z", "controller": {"roles": ["icsp"], "time_zone": "Asia/Seoul"}, "incident": {"cause": "external_intrusion"},
         "cohorts": [{"id": "c1", "subjects": 4536, "jurisdiction": "KR", "categories": ["name"], "aware": [{"at": "2025-11-18T22:52:00+09:00", "by": "controller"}]}],
         "events": [{"type": "report_filed", "rule": "KR-NET", "at": "2025-11-21T04:57:30+09:00"}]}
        """;

    private readonly Incidentctl _ctl = new(new Uri("http://127.0.0.1:1"), token: null);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Evaluate_PrintsObligationsForProgramsAndForPeople()
    {
        var file = await Written("facts.json", Facts);
        var net = Assert.Single((await _ctl.Json(0, "rules", "evaluate", "--facts", file))["obligations"]!.AsArray(), o => (string)o!["rule"]! == "KR-NET")!;
        Assert.Equal(("2025-11-19T13:52:00Z", "late", "PT30H5M30S", "2024-08-14"), ((string)net["due"]!, (string)net["status"]!, (string)net["late_by"]!, (string)net["rule_effective_from"]!));
        Assert.Equal(["MSIT", "KISA"], net["recipients"]!.AsArray().Select(r => (string)r!));
        Assert.Contains("by 30 h 05 min", await _ctl.Run(0, "rules", "evaluate", "--facts", file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_OfAClockOrAnExposure_PrintsThatAlone()
    {
        var clock = await Written("clock.json", """{"clock": {"start": "2024-01-31T10:00:00+01:00", "clock": "months(1)", "time_zone": "Europe/Berlin"}}""");
        Assert.Equal("2024-02-29T22:59:59Z", (string)(await _ctl.Json(0, "rules", "evaluate", "--facts", clock))["clock"]!["due"]!);
        var exposure = await Written("exposure.json", """{"exposure": {"victims": 33673817, "per_person": ["200000"], "violation_end": null}}""");
        var got = (await _ctl.Json(0, "rules", "evaluate", "--facts", exposure))["exposure"]!;
        Assert.Equal(("2000000000", "0.03", "6734763400000"), ((string)got["cap"]!, (string)got["rate"]!, (string)got["damages"]![0]!["total"]!));
        Assert.Contains("A ceiling is not a forecast", await _ctl.Run(0, "rules", "evaluate", "--facts", exposure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_WithALocalTime_AreRefused() =>
        await _ctl.Run(2, "rules", "evaluate", "--facts", await Written("facts.json", Facts.Replace("+09:00", "", StringComparison.Ordinal)));

    [Fact]
    public async Task Explain_SaysWhyNot()
    {
        var file = await Written("facts.json", Facts);
        Assert.Contains("No version governs 2025-11-18", await _ctl.Run(0, "rules", "explain", "KR-POSS", "--facts", file), StringComparison.Ordinal);
        Assert.Contains("conditions do not hold", (string)(await _ctl.Json(0, "rules", "explain", "KR-POSS", "--facts", file))[0]!["verdict"]!, StringComparison.Ordinal);
        await _ctl.Run(2, "rules", "explain", "KR-NONE", "--facts", file);
    }

    [Fact]
    public async Task Lint_NamesFileLineAndText()
    {
        Assert.Equal("10 files, 0 errors, 0 warnings\n", await _ctl.Run(0, "rules", "lint"));
        Assert.Equal("10 files, 0 errors, 0 warnings\n", await _ctl.Run(0, "rules", "lint", Repository.File("deploy", "rules")));
        var file = await Written("broken.yaml", "pack: broken\ntitle: Broken\njurisdictions:\n  - {code: XR, name: Ruritania, time_zone: Europe/Strelsau}\n");
        Assert.StartsWith($"{file}:4: error: 'Europe/Strelsau' is no time zone", await _ctl.Run(1, "rules", "lint", file), StringComparison.Ordinal);
        await _ctl.Run(2, "rules", "list", "--rules", _folder.Path);
    }

    [Fact]
    public async Task List_ShowsWhatIsInForce() => Assert.Contains("KR-NETUSER (off)", await _ctl.Run(0, "rules", "list"), StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private async Task<string> Written(string name, string text)
    {
        await File.WriteAllTextAsync(_folder.File(name), text);
        return _folder.File(name);
    }
}
