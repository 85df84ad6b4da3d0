using System.Text;

namespace IncidentGrains.Registry.Synthetic;

/// <summary>A text with places to fill: <c>{0}</c> for a word of list 0, <c>{#499}</c> for a number from 1 to 499.</summary>
internal sealed class SyntheticPattern
{
    private readonly Part[] _parts;

    /// <summary>Takes a pattern apart.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="lists">The words that may stand at each place.</param>
    public SyntheticPattern(string pattern, params byte[][][] lists) => _parts =
        [.. pattern.Split('{', '}').Select((text, i) => i % 2 == 0 ? new Part(Encoding.UTF8.GetBytes(text), [], 0)
            : text[0] == '#' ? new Part([], [], uint.Parse(text.AsSpan(1)))
            : new Part([], lists[int.Parse(text)], 0)).Where(part => part.Text.Length > 0 || part.Words.Length > 0 || part.Most > 0)];

    /// <summary>Writes the text that a number decides on.</summary>
    public void Write(ref SyntheticText text, ulong draw)
    {
        foreach (var part in _parts)
        {
            if (part.Words.Length > 0)
            {
                text.Put(part.Words[Next(ref draw, (uint)part.Words.Length)]);
            }
            else if (part.Most > 0)
            {
                text.PutNumber(1 + Next(ref draw, part.Most));
            }
            else
            {
                text.Put(part.Text);
            }
        }
    }

    // Takes a number out of the draw's upper end and leaves the rest to those that follow.
    private static ulong Next(ref ulong draw, uint count)
    {
        var high = Math.BigMul(draw, count, out draw);
        return high;
    }

    private sealed record Part(byte[] Text, byte[][] Words, uint Most);
}
