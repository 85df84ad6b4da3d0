using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace IncidentGrains.Tests.Documents;

/// <summary>What poppler, a reader of PDF, makes of a file.</summary>
internal static class Poppler
{
    public static string? Absence => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "pdftotext")))
        ? null : "There is no pdftotext: install poppler-utils.";

    /// <summary>The text of all pages, each ended by a form feed.</summary>
    public static string Text(byte[] pdf, params string[] options) => Run("pdftotext", pdf, [.. options, "-enc", "UTF-8"], ["-"]);

    /// <summary>The text of each page.</summary>
    public static string[] Pages(byte[] pdf) => Text(pdf).Split('\f', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The right edge of each word, in points.</summary>
    public static IEnumerable<double> RightEdges(byte[] pdf) => XDocument.Parse(Text(pdf, "-bbox")).Descendants()
        .Where(e => e.Name.LocalName == "word").Select(e => double.Parse((string)e.Attribute("xMax")!, CultureInfo.InvariantCulture));

    public static string Fonts(byte[] pdf) => Run("pdffonts", pdf, [], []);

    public static string Info(byte[] pdf) => Run("pdfinfo", pdf, [], []);

    /// <summary>What is left of a text without white space, which lines and pages change.</summary>
    public static string Dense(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static string Run(string program, byte[] pdf, string[] before, string[] after)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, pdf);
            using var process = Process.Start(new ProcessStartInfo(program, [.. before, file, .. after])
            {
                UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0 && errors.Result.Length == 0, $"{program}: {errors.Result}");
            return output;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
