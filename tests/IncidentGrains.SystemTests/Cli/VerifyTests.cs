using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Cli;

/// <summary><c>ledger verify</c>: with the server, from a file alone, and of a file that somebody touched.</summary>
[Collection(RealProcesses.Name)]
public sealed class VerifyTests(SharedServer server) : IDisposable
{
    private readonly Incidentctl _ctl = new(server);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Verify_Online_IsVerified()
    {
        var id = await IncidentWithEntries();
        var verdict = await _ctl.Json(0, "ledger", "verify", id);
        Assert.Equal(("verified", "server", 4), ((string)verdict["verdict"]!, (string)verdict["signer"]!, (int)verdict["events"]!));
        Assert.Equal("VERDICT_VERIFIED", (string)(await _ctl.Json(0, "ledger", "verify-case", id))["verdict"]!);
    }

    [Fact]
    public async Task Verify_OfAFile_NeedsThePinnedKeyToBelieveTheSigner()
    {
        var file = await Export();
        var fingerprint = (await server.Admin.Ledger.ListSigningKeysAsync(new ListSigningKeysRequest())).Keys[0].Fingerprint;
        var nowhere = new Incidentctl(new Uri("http://127.0.0.1:1"), token: null);

        Assert.Equal("verified", (string)(await nowhere.Json(0, "ledger", "verify", file, "--fingerprint", fingerprint))["verdict"]!);
        Assert.Equal("consistent-signer-unverified", (string)(await nowhere.Json(1, "ledger", "verify", file))["verdict"]!);
        Assert.Equal("broken", (string)(await nowhere.Json(1, "ledger", "verify", file, "--fingerprint", new string('A', 43)))["verdict"]!);
    }

    [Theory]
    [InlineData("second", "second, but not what was said")]
    [InlineData("embedded|admin", "embedded|other")]
    public async Task Verify_OfAnEditedFile_NamesTheEvent(string text, string edited)
    {
        var file = await Export();
        var lines = await File.ReadAllLinesAsync(file);
        var line = Array.FindIndex(lines, l => l.Contains("second", StringComparison.Ordinal));
        Assert.True(line > 0, "The export keeps its texts readable.");
        lines[line] = lines[line].Replace(text, edited, StringComparison.Ordinal);
        await File.WriteAllLinesAsync(file, lines);

        var verdict = await _ctl.Json(1, "ledger", "verify", file);
        Assert.Equal(("broken", 3), ((string)verdict["verdict"]!, (int)verdict["badSeq"]!));
    }

    [Fact]
    public async Task Verify_OfAFileWithoutOneEvent_IsBroken()
    {
        var file = await Export();
        await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(file)).Where(l => !l.Contains("second", StringComparison.Ordinal)));
        Assert.Equal("broken", (string)(await _ctl.Json(1, "ledger", "verify", file))["verdict"]!);
    }

    [Fact]
    public async Task Verify_OfACutOffFile_IsBroken()
    {
        var file = await Export();
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text[..(text.Length / 2)]);
        Assert.Equal("broken", (string)(await _ctl.Json(1, "ledger", "verify", file))["verdict"]!);
    }

    [Fact]
    public async Task Verify_OfNothing_IsAMistakeOfUsage() => await _ctl.Run(2, "ledger", "verify", _folder.File("none.jsonl"));

    public void Dispose() => _folder.Dispose();

    private async Task<string> IncidentWithEntries()
    {
        var id = (await server.Admin.Open()).IncidentId;
        foreach (var text in new[] { "first", "second", "third" })
        {
            await server.Admin.AddEntry(id, text);
        }

        return id;
    }

    private async Task<string> Export()
    {
        var file = _folder.File("export.jsonl");
        await _ctl.Run(0, "ledger", "export", await IncidentWithEntries(), "--out", file);
        return file;
    }
}
