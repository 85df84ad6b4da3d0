using System.Text;
using System.Xml.Linq;
using IncidentGrains.Host.Documents;
using IncidentGrains.Host.Documents.Plots;

namespace IncidentGrains.Tests.Documents;

/// <summary>A chart shows its figures, all of them and no others.</summary>
public sealed class PlotTests
{
    [Fact]
    public void Svg_HoldsEveryWordAndFigure()
    {
        var svg = Encoding.UTF8.GetString(SvgWriter.Write(Samples.Chart));
        var text = Dense(string.Concat(XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "path" && ((string)e.Attribute("d")!).Length > 20).Select(e => (string?)e.Attribute("aria-label"))));
        string[] said = [Samples.Chart.Title, Samples.Chart.Panels[0].Unit, Samples.Chart.Note, .. Samples.Chart.Panels[0].Bars.Select(b => b.Label), "0 – 1,241.5", "33.7 – 168.4", "12", "250 – 600"];
        Assert.All(said, s => Assert.Contains(Dense(s), text, StringComparison.Ordinal));
    }

    [Fact]
    public void Png_IsAPictureOfTwiceTheSize()
    {
        var png = PngWriter.Write(Samples.Chart);
        Assert.Equal("\x89PNG", Encoding.Latin1.GetString(png, 0, 4));
        Assert.Equal(1440, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
    }

    [Fact]
    public void EqualCharts_HaveEqualBytes()
    {
        Assert.Equal(PngWriter.Write(Samples.Chart), PngWriter.Write(Samples.Chart));
        Assert.Equal(SvgWriter.Write(Samples.Chart), SvgWriter.Write(Samples.Chart));
    }

    [Fact]
    public void Bars_StandWhereTheirFiguresAre()
    {
        var chart = Chart(new("a", 0, 100), new("b", 25, 75));
        var bars = Bars(chart);
        Assert.Equal(2, bars.Count);
        Assert.Equal(bars[0].Width / 2, bars[1].Width, 1);
        Assert.Equal(bars[0].X + (bars[0].Width / 4), bars[1].X, 1);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    public void Bar_ThatIsNoRange_IsRefused(int low, int high) =>
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => PngWriter.Write(Chart(new RangeBar("a", low, high)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Chart_WithoutBars_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => SvgWriter.Write(Chart()));
        Assert.Throws<ArgumentException>(() => SvgWriter.Write(new RangeChart("T", [])));
        Assert.Throws<ArgumentException>(() => SvgWriter.Write(Chart(new RangeBar("a", 0, 1)) with { Panels = [new("", "U", [new("a", 0, 1)]), new("", "U", [])] }));
    }

    [Fact]
    public void Panels_HaveAxesOfTheirOwn_AndBeginAtTheSamePlace()
    {
        var chart = new RangeChart("T", [new("Large", "U", [new("a", 0, 4_000_000)]), new("Small", "U", [new("a longer label", 0, 4)])]);
        var bars = Bars(chart);
        Assert.Equal(bars[0].X, bars[1].X);
        Assert.Equal(bars[0].Width, bars[1].Width, 1);
    }

    [Fact]
    public void Series_HaveColoursOfTheirOwn_ThatTheLegendShows()
    {
        var drawn = Marks(new RangeChart("T", [new("", "U", [new("a", 0, 4), new("b", 0, 4, 1)])]) { Legend = ["first", "second"] });
        var colors = drawn.OfType<PlotBar>().Where(b => b.Height == 14).Select(b => b.Color).ToList();
        Assert.Equal(2, colors.Distinct().Count());
        Assert.Equal(colors, drawn.OfType<PlotBar>().Where(b => b is { Width: 10, Height: 10 }).Select(b => b.Color));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_241.5)]
    [InlineData(101_100_000_000_000)]
    public void Words_OfAxisAndBars_DoNotRunIntoEachOther(double greatest) => PlotReading.HasNoOverlap(new RangeChart("T", [new("Heading", "Unit",
        [new("a label that is long enough to take all the room that labels have, and more", (decimal)greatest / 2, (decimal)greatest), new("b", 0, 1)])]));

    [Fact]
    public void Character_WithoutAGlyph_IsNamed() =>
        Assert.Contains("U+1F600", Assert.Throws<MissingGlyphException>(() => SvgWriter.Write(Chart(new RangeBar("😀", 0, 1)))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0", "1", 2)]
    [InlineData("1", "1", 6)]
    [InlineData("1241.5", "1250", 6)]
    [InlineData("99", "100", 6)]
    [InlineData("0.007", "0.008", 5)]
    [InlineData("33673817", "40000000", 6)]
    public void Axis_EndsAtARoundNumber_AtOrBeyondTheGreatest(string greatest, string end, int marks)
    {
        var axis = Axis.For(decimal.Parse(greatest, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(decimal.Parse(end, System.Globalization.CultureInfo.InvariantCulture), axis.End);
        Assert.True(axis.Marks.Count() <= marks && axis.Marks.Last() == axis.End, string.Join(' ', axis.Marks));
    }

    private static RangeChart Chart(params RangeBar[] bars) => new("T", [new("", "U", bars)]);

    private static List<PlotMark> Marks(RangeChart chart)
    {
        using var type = new PlotType();
        return [.. RangeDrawing.Of(chart, type).Marks];
    }

    private static List<(double X, double Width)> Bars(RangeChart chart) => [.. XDocument.Parse(Encoding.UTF8.GetString(SvgWriter.Write(chart))).Descendants()
        .Where(e => e.Name.LocalName == "rect" && (string?)e.Attribute("height") == "14").Select(e => ((double)e.Attribute("x")!, (double)e.Attribute("width")!))];

    private static string Dense(string text) => Poppler.Dense(text);
}
