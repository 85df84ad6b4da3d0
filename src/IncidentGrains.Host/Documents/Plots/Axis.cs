namespace IncidentGrains.Host.Documents.Plots;

/// <summary>An axis from zero to a round number, in steps that people count in.</summary>
/// <param name="End">Where it ends.</param>
/// <param name="Step">From one mark to the next: 1, 2, 2.5 or 5 times a power of ten.</param>
internal sealed record Axis(decimal End, decimal Step)
{
    private const int MostMarks = 6;

    private static readonly decimal[] Steps = [1m, 2m, 2.5m, 5m];

    /// <summary>The marks.</summary>
    public IEnumerable<decimal> Marks => Enumerable.Range(0, (int)(End / Step) + 1).Select(n => n * Step);

    /// <summary>The axis for numbers up to a greatest.</summary>
    public static Axis For(decimal greatest)
    {
        if (greatest <= 0)
        {
            return new Axis(1, 1);
        }

        var power = 1m;
        while (power * 10 <= greatest)
        {
            power *= 10;
        }

        while (power > greatest && power > 1e-20m)
        {
            power /= 10;
        }

        foreach (var step in Steps.Select(s => s * power / 10).Concat(Steps.Select(s => s * power)))
        {
            var marks = decimal.Ceiling(greatest / step);
            if (marks <= MostMarks)
            {
                return new Axis(marks * step, step);
            }
        }

        return new Axis(10 * power, 5 * power);
    }
}
