using System.Globalization;
using System.Text;

namespace IncidentGrains.Host.Documents;

/// <summary>A text holds a character that none of the fonts can show; a document that left it out would say something else.</summary>
internal sealed class MissingGlyphException(Rune character, string text) : Exception(string.Create(
    CultureInfo.InvariantCulture, $"No font has a glyph for U+{character.Value:X4} '{(Rune.IsControl(character) ? "" : character)}' in \"{Excerpt(text)}\". Write it in other characters."))
{
    /// <summary>The character.</summary>
    public Rune Character { get; } = character;

    private static string Excerpt(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
