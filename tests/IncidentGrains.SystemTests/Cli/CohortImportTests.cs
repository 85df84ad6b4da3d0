using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Cli;

/// <summary>Files of people brought into a cohort from the command line, against a real server.</summary>
[Collection(RealProcesses.Name)]
public sealed class CohortImportTests(SharedServer server) : IDisposable
{
    private const int Rows = 5_000;

    private readonly Incidentctl _ctl = new(server);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_OfPlainGzipAndZip_CountsEachPersonOnce_AndTellsWhatWasRejected()
    {
        var incident = await Cohort();
        string[] files = [Write("a.csv", Csv(0, Rows)), Write("b.csv.gz", Gzip(Csv(Rows - 100, Rows))), Write("c.zip", Zip(Csv(2 * Rows, Rows), "member_id,email\nM1,a\nM2,\"b\n"))];
        var rejects = _folder.File("rejects.csv");
        var text = await _ctl.Run(0, ["cohort", "import", .. files, "--incident", incident, "--cohort", "members", "--rejects", rejects]);

        Assert.Contains("sealed", text, StringComparison.Ordinal);
        var cohort = await _ctl.Json(0, "cohort", "get", incident, "--cohort", "members");
        var result = cohort["imports"]![0]!["result"]!;
        Assert.Equal(
            $"members {(3 * Rows) - 99}, rows {(3 * Rows) + 1}, duplicates 100, rejected 1",
            $"members {result["members"]}, rows {result["rows"]}, duplicates {result["duplicates"]}, rejected {result["rejected"]}");
        Assert.Equal("file,line,column,reason\r\nc.zip/y.csv,3,,quoting\r\n", (await File.ReadAllTextAsync(rejects)).Replace(",email,", ",,", StringComparison.Ordinal));

        // Run again, it has nothing left to do.
        var again = await _ctl.Run(0, ["cohort", "import", .. files, "--incident", incident, "--cohort", "members", "--rejects", rejects]);
        Assert.Contains("sealed before; nothing was sent", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_StoppedBeforeSealing_GoesOnWithTheSameFilesOnly()
    {
        var incident = await Cohort();
        var file = Write("a.csv", Csv(0, Rows));
        await _ctl.Run(0, "cohort", "import", file, "--incident", incident, "--cohort", "members", "--no-seal");
        Assert.Equal("0", (string)(await _ctl.Json(0, "cohort", "get-registry", incident))["persons"]!);

        var other = await _ctl.Run("cohort", "import", Write("b.csv", Csv(1, Rows)), "--incident", incident, "--cohort", "members");
        Assert.True(other.ExitCode == 1 && other.Error.Contains("cancel-import", StringComparison.Ordinal), other.ToString());

        var sealedImport = await _ctl.Json(0, "cohort", "import", file, "--incident", incident, "--cohort", "members");
        Assert.Equal(("IMPORT_STATE_SEALED", $"{Rows}"), ((string)sealedImport["state"]!, (string)sealedImport["result"]!["members"]!));
        Assert.Single((JsonArray)(await _ctl.Json(0, "cohort", "get", incident, "--cohort", "members"))["imports"]!);
    }

    [Fact]
    public async Task Import_WithAMapping_IsPreviewedAndRefusedByTheHeadersNames()
    {
        var incident = await Cohort();
        var file = Write("a.csv", "회원번호,E-Mail,등급\nM1,kim@shop.example,A\n");
        var map = Write("map.yaml", "columns:\n  member_id: 회원번호\n  email: E-Mail\ncountry: KR\nextra: [등급]\n");
        var preview = await _ctl.Run(0, "cohort", "import", file, "--incident", incident, "--cohort", "members", "--map", map, "--preview", "5");
        Assert.Contains("kim@shop.example", preview, StringComparison.Ordinal);
        Assert.EndsWith("1 rows would be taken, 0 rejected. Nothing was recorded.\n", preview, StringComparison.Ordinal);

        var refused = await _ctl.Run("cohort", "import", file, "--incident", incident, "--cohort", "members");
        Assert.True(refused.ExitCode == 2 && refused.Error.Contains("'회원번호'", StringComparison.Ordinal), refused.ToString());
        Assert.Empty((JsonArray)(await _ctl.Json(0, "cohort", "get", incident, "--cohort", "members"))["imports"]!);
        await _ctl.Run(0, "cohort", "import", file, "--incident", incident, "--cohort", "members", "--map", map);
    }

    [Fact]
    public async Task Import_OfALineOfAGigabyteInAMegabyteOfGzip_TakesTheOtherRowsWithLittleMemory()
    {
        var incident = await Cohort();
        var file = _folder.File("bomb.csv.gz");
        await using (var gzip = new GZipStream(File.Create(file), CompressionLevel.Fastest))
        {
            var line = Enumerable.Repeat((byte)'x', 1 << 20).ToArray();
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Csv(0, Rows)));
            for (var megabyte = 0; megabyte < 1024; megabyte++)
            {
                await gzip.WriteAsync(line);
            }

            await gzip.WriteAsync(Encoding.UTF8.GetBytes("\nN999999,last@shop.example\n"));
        }

        Assert.InRange(new FileInfo(file).Length, 1, 16 << 20);
        var rejects = _folder.File("rejects.csv");

        // The client's whole heap; what it needs without such a line.
        var small = new Incidentctl(server) { Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_GCHeapHardLimit"] = "0x8000000" } };
        await small.Run(0, "cohort", "import", file, "--incident", incident, "--cohort", "members", "--rejects", rejects);
        var result = (await _ctl.Json(0, "cohort", "get", incident, "--cohort", "members"))["imports"]![0]!["result"]!;
        Assert.Equal($"{Rows + 1}, 1", $"{result["members"]}, {result["rejected"]}");
        Assert.Equal($"file,line,column,reason\r\nbomb.csv.gz,{Rows + 2},,length\r\n", await File.ReadAllTextAsync(rejects));
    }

    private async Task<string> Cohort()
    {
        var incident = (string)(await _ctl.Json(0, "incident", "open", "--title", "Shop: accounts seen in a forum"))["incidentId"]!;
        await _ctl.Run(0, "cohort", "define", incident, "--name", "members", "--title", "All", "--source-system", "crm", "--determination", "By orders", "--categories", "email");
        return incident;
    }

    private static string Csv(int from, int rows) =>
        "member_id,email\n" + string.Concat(Enumerable.Range(from, rows).Select(i => $"N{i:000000},n{i}@shop.example\n"));

    private static byte[] Gzip(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static byte[] Zip(params string[] texts)
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (i, text) in texts.Index())
            {
                using var entry = zip.CreateEntry(i == 0 ? "x.csv" : "y.csv").Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return packed.ToArray();
    }

    private string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.File(name), bytes);
        return _folder.File(name);
    }
}
