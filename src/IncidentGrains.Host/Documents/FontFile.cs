namespace IncidentGrains.Host.Documents;

/// <summary>The fonts that come with the product, embedded in it.</summary>
internal static class FontFile
{
    /// <summary>The families, the one that is tried first in front: Hangul, Hanja and Latin; then the rest of Latin, Greek, Cyrillic.</summary>
    public static IReadOnlyList<string> Families { get; } = ["NotoSansKR", "NotoSans"];

    /// <summary>The TrueType file of a family.</summary>
    public static byte[] Read(string family, bool bold)
    {
        var name = $"{family}-{(bold ? "Bold" : "Regular")}.ttf";
        using var stream = typeof(FontFile).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The font {name} is not embedded.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
