using System.Text;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Tests.Registry.Rows;

/// <summary>What is taken as whole lines is what the scanner would find, one record a line.</summary>
public sealed class LineRunTests
{
    private static readonly string[] Pieces = [",", ",", "\n", "\n", "\r\n", "\"", "\"\"", "\",", ",\"", "\r", "a", "김", new string('x', 61), "\n\n"];

    [Fact]
    public void Measure_OfHostileBytes_FindsTheScannersRecords()
    {
        var random = new Random(4_536);
        var total = 0;
        for (var i = 0; i < 4_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Pieces[random.Next(Pieces.Length)])));
            var cells = random.Next(1, 4);
            var (length, lines) = LineRun.Measure(bytes, random.Next(bytes.Length + 20), random.Next(1, 12));
            var (scanner, at) = (new RecordScanner(cells), 0);
            for (var line = 0; line < lines; line++)
            {
                Assert.True(scanner.TryScan(bytes.AsSpan(at), isAll: true));
                Assert.Equal((1, true), (scanner.LineEnds, scanner.CellCount > 0 || scanner.Fault != RecordFault.None));
                at += scanner.Length;
            }

            Assert.True(at == length, $"file {i}: {length} bytes taken as {lines} lines, the scanner's records take {at}: {Encoding.UTF8.GetString(bytes)}");
            total += lines;
        }

        Assert.True(total > 1_000, $"only {total} lines were taken at once");
    }

    [Theory]
    [InlineData("a,b\nc,d\n", 8, 2)]
    [InlineData("a,b\nc,d", 4, 1)]
    [InlineData("a,\"b\nc\",d\n", 0, 0)]
    [InlineData("a\n\nb\n", 2, 1)]
    [InlineData("a\n\r\nb\n", 2, 1)]
    [InlineData("", 0, 0)]
    public void Measure_EndsBeforeWhatHasToBeLookedInto(string text, int length, int lines) =>
        Assert.Equal((length, lines), LineRun.Measure(Encoding.UTF8.GetBytes(text), int.MaxValue, int.MaxValue));

    [Fact]
    public void Measure_OfALineThatIsTooLong_LeavesIt()
    {
        var line = Encoding.UTF8.GetBytes("a\n" + new string('x', RecordScanner.MaxRecord - 1) + "\n");
        Assert.Equal((line.Length, 2), LineRun.Measure(line, int.MaxValue, int.MaxValue));
        Assert.Equal((2, 1), LineRun.Measure([.. line[..^1], (byte)'x', (byte)'\n'], int.MaxValue, int.MaxValue));
    }
}
