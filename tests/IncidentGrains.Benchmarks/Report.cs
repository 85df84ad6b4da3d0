using System.Globalization;
using System.Text;
using System.Text.Json;

namespace IncidentGrains.Benchmarks;

/// <summary>How a benchmark is run.</summary>
internal sealed record BenchmarkOptions(int? Rows, int Repeats);

/// <summary>Medians of ours and a peer's figures, the ratio of the medians, and the spread of the ratios pair by pair.</summary>
internal sealed record Result(string Peer, string Unit, double Ours, double? Theirs, double? Ratio, string Spread)
{
    /// <summary>A comparison of runs made in turn: ours, theirs, ours, theirs …</summary>
    public static Result Of(string peer, string unit, IReadOnlyList<double> ours, IReadOnlyList<double> theirs)
    {
        var ratios = ours.Zip(theirs, (a, b) => a / b).Order().ToArray();
        return new Result(peer, unit, Median(ours), Median(theirs), Median(ours) / Median(theirs), string.Create(CultureInfo.InvariantCulture, $"{ratios[0]:0.00}–{ratios[^1]:0.00}"));
    }

    /// <summary>A figure without a peer.</summary>
    public static Result Alone(string what, string unit, IReadOnlyList<double> ours) =>
        new(what, unit, Median(ours), null, null, string.Create(CultureInfo.InvariantCulture, $"{ours.Min():N0}–{ours.Max():N0}"));

    private static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>What a benchmark found.</summary>
internal sealed record Report(string Name, int Rows, IReadOnlyList<Result> Results)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public string ToText()
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{Name}, {Rows:N0} rows");
        foreach (var r in Results)
        {
            text.AppendLine(
                r.Theirs is null
                    ? string.Create(CultureInfo.InvariantCulture, $"  {r.Peer}: {r.Ours:N0} {r.Unit} ({r.Spread})")
                    : string.Create(CultureInfo.InvariantCulture, $"  ours {r.Ours:N0} {r.Unit}, {r.Peer} {r.Theirs:N0}: {r.Ratio:0.00}× ({r.Spread})"));
        }

        return text.ToString().TrimEnd();
    }
}
