using System.Text;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Cli;

/// <summary><c>incident import</c>: every row of a register becomes an incident or a reject, once.</summary>
[Collection(RealProcesses.Name)]
public sealed class ImportTests : IAsyncLifetime
{
    private static readonly string Map = Repository.File("deploy", "registers", "washington-ag.yaml");

    private static readonly string Sample = Repository.File("deploy", "registers", "washington-ag.sample.csv");

    private readonly TemporaryFolder _folder = new();
    private ServerProcess _server = null!;

    private string Rejects => _folder.File("rejects.csv");

    // A server of its own: the references of a register are unique on a server.
    public async Task InitializeAsync() => _server = await ServerProcess.Start();

    [Fact]
    public async Task Sample_ImportedTwice_OpensNothingTheSecondTime()
    {
        var first = await Import(Sample);
        Assert.Equal(new Tally(64, 61, 0, 3), first with { DaysAgree = 0, DaysCompared = 0 });
        Assert.Equal(first.DaysCompared, first.DaysAgree);
        Assert.Equal(["21", "38", "52"], (await File.ReadAllLinesAsync(Rejects)).Skip(1).Where(l => char.IsAsciiDigit(l[0])).Select(l => l.Split(',')[0]));

        var second = await Import(Sample);
        Assert.Equal(first with { Opened = 0, Existing = 61 }, second);
    }

    [Fact]
    public async Task Register_CutOffInARow_RejectsThatRowAndOpensTheOthers()
    {
        var lines = await File.ReadAllLinesAsync(Sample);
        var cut = Write(string.Join("\r\n", lines.Take(11)) + "\r\n" + lines[11][..60]);
        var tally = await Import(cut);
        Assert.Equal(new Tally(11, 10, 0, 1), tally with { DaysAgree = 0, DaysCompared = 0 });
    }

    [Fact]
    public async Task Register_WithBrokenBytes_RejectsThoseRowsAlone()
    {
        var lines = await File.ReadAllLinesAsync(Sample);
        var bytes = new List<byte>();
        for (var n = 0; n < 11; n++)
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(lines[n]));
            if (n is 3 or 7)
            {
                // Half a character of two bytes.
                bytes.Add(0xC3);
            }

            bytes.AddRange("\r\n"u8.ToArray());
        }

        var tally = await Import(Write([.. bytes]));
        Assert.Equal(new Tally(10, 8, 0, 2), tally with { DaysAgree = 0, DaysCompared = 0 });
        Assert.Equal(["4", "8"], (await File.ReadAllLinesAsync(Rejects)).Skip(1).Select(l => l.Split(',')[0]));
    }

    [Fact]
    public async Task Register_WithAnotherHeading_IsAMistakeOfUsage()
    {
        var finished = await Ctl().Run("incident", "import", Write("a,b,c\n1,2,3\n"), "--map", Map, "--rejects", Rejects);
        Assert.True(finished.ExitCode == 2, finished.ToString());
        Assert.Contains("the column 'Id'", finished.Error, StringComparison.Ordinal);
    }

    [RealRegisterFact]
    public async Task RealRegister_Imported_HasEveryRowAndItsOwnCountOfDays()
    {
        var tally = await Import(RealRegisterFactAttribute.Register!);
        Assert.Equal(new Tally(555, 555, 0, 0), tally with { DaysAgree = 0, DaysCompared = 0 });
        Assert.True(tally.DaysCompared > 500, $"{tally}");
        Assert.Equal(tally.DaysCompared, tally.DaysAgree);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private Incidentctl Ctl() => new(_server.Grpc, _server.AdminToken);

    private async Task<Tally> Import(string file)
    {
        var finished = await Ctl().Run("incident", "import", file, "--map", Map, "--rejects", Rejects, "--output", "json");
        Assert.True(finished.ExitCode is 0 or 1, finished.ToString());
        return System.Text.Json.JsonSerializer.Deserialize<Tally>(finished.Output, System.Text.Json.JsonSerializerOptions.Web)!;
    }

    private string Write(string content) => Write(Encoding.UTF8.GetBytes(content));

    private string Write(byte[] content)
    {
        var file = _folder.File("register.csv");
        File.WriteAllBytes(file, content);
        return file;
    }

    private sealed record Tally(int Rows, int Opened, int Existing, int Rejected, int DaysAgree = 0, int DaysCompared = 0);
}
