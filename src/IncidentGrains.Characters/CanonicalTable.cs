using System.Globalization;

namespace IncidentGrains.Characters;

/// <summary>What Unicode says of single characters.</summary>
internal sealed class CanonicalTable
{
    private readonly Dictionary<int, byte> _classes = [];
    private readonly Dictionary<int, int[]> _parts = [];
    private readonly Dictionary<(int First, int Second), int> _composites = [];

    public static CanonicalTable Load()
    {
        var table = new CanonicalTable();
        using var stream = typeof(CanonicalTable).Assembly.GetManifestResourceStream("normalization.txt")
            ?? throw new InvalidOperationException("The table of normalization is missing in the assembly.");
        using var text = new StreamReader(stream);
        while (text.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                table.Add(line.Split(';'));
            }
        }

        return table;
    }

    /// <summary>The canonical combining class; 0 for a starter.</summary>
    public int Class(int point) => _classes.GetValueOrDefault(point);

    /// <summary>The canonical decomposition in one step, or null.</summary>
    public int[]? Decomposition(int point) => _parts.GetValueOrDefault(point);

    /// <summary>The primary composite of two characters, or null.</summary>
    public int? Composite(int first, int second) => _composites.TryGetValue((first, second), out var composite) ? composite : null;

    private void Add(string[] cells)
    {
        var point = Hex(cells[0]);
        if (cells[1] != "0")
        {
            _classes.Add(point, byte.Parse(cells[1], CultureInfo.InvariantCulture));
        }

        if (cells[2].Length > 0)
        {
            int[] parts = [.. cells[2].Split(' ').Select(Hex)];
            _parts.Add(point, parts);
            if (cells.Length > 3)
            {
                _composites.Add((parts[0], parts[1]), point);
            }
        }
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
