using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Facts;

namespace IncidentGrains.Tests.Regulators;

/// <summary>One line of vectors.jsonl: facts, and what has to come of them.</summary>
internal sealed partial record Vector(string Id, JsonElement Line)
{
    public static IReadOnlyList<Vector> All { get; } = [.. Repository.Read("tests/IncidentGrains.Tests/Regulators/vectors.jsonl")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).Select(l => new Vector(l.GetProperty("id").GetString()!, l))];

    /// <summary>facts, clock or exposure.</summary>
    public string Kind => new[] { "facts", "clock", "exposure" }.Single(k => Line.TryGetProperty(k, out _));

    public JsonElement Expect => Line.GetProperty("expect");

    /// <summary>What <c>rules evaluate</c> reads.</summary>
    public byte[] Input => Encoding.UTF8.GetBytes(Kind == "facts" ? Line.GetProperty("facts").GetRawText() : $"{{\"{Kind}\": {Line.GetProperty(Kind).GetRawText()}}}");

    public static TheoryData<string> Ids(string kind) => [.. All.Where(v => v.Kind == kind).Select(v => v.Id)];

    public static Vector Find(string id) => All.Single(v => v.Id == id);

    /// <summary>What of the expectation is not met; empty if all is.</summary>
    public IReadOnlyList<string> Misses(IReadOnlyList<Obligation> got)
    {
        var misses = new List<string>();
        var wanted = Expect.TryGetProperty("obligations", out var list) ? list.EnumerateArray().ToList() : [];
        misses.AddRange(wanted.Where(w => !got.Any(o => w.EnumerateObject().All(p => Agrees(p.Name, p.Value, o)))).Select(w => $"{w} is not among\n{string.Join('\n', got)}"));
        if (Expect.TryGetProperty("absent", out var absent))
        {
            misses.AddRange(absent.EnumerateArray().Select(a => a.GetString()!.Split('@'))
                .Where(a => got.Any(o => o.Rule == a[0] && (a.Length == 1 || o.Cohort == a[1]) && o.Status != ObligationStatus.Pending)).Select(a => $"{a[0]} is there"));
        }

        if (Expect.TryGetProperty("exactly", out var exactly) && exactly.GetBoolean())
        {
            misses.AddRange(got.Where(o => o.Status != ObligationStatus.Pending && !wanted.Exists(w => w.GetProperty("rule").GetString() == o.Rule)).Select(o => $"{o.Rule} is there too"));
        }

        return misses;
    }

    private static bool Agrees(string name, JsonElement want, Obligation o) => name switch
    {
        "rule" => want.GetString() == o.Rule,
        "jurisdiction" => want.GetString() == o.Jurisdiction,
        "cohort" => want.GetString() == o.Cohort,
        "recipients" => want.EnumerateArray().Select(r => r.GetString()!).ToHashSet().SetEquals(o.Recipients),
        "start" => Instant(want) == o.Start,
        "due" => Instant(want) == o.Due,
        "soft" => want.GetBoolean() == o.Soft,
        "content" => want.GetString() == o.Content,
        "status" => want.GetString() == FactWords.Of(o.Status),
        "late_by" => (want.ValueKind == JsonValueKind.Null ? null : (TimeSpan?)Duration(want.GetString()!)) == o.LateBy,
        "superseded_by" => want.GetString() == o.SupersededBy,
        "keep_until" => Instant(want) == o.KeepUntil,
        "advisory" => want.EnumerateObject().All(a => Instant(a.Value) == (o.Advisory.TryGetValue(a.Name, out var at) ? at : null)),
        "confidence" => want.GetString() == o.Confidence,
        "rule_effective_from" => want.GetString() == o.RuleEffectiveFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException(name),
    };

    private static DateTimeOffset? Instant(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDateTimeOffset();

    private static TimeSpan Duration(string text) => DurationForm().Match(text) is { Success: true } m
        ? new TimeSpan(0, Number(m, "h"), Number(m, "m"), Number(m, "s")) : throw new FormatException(text);

    private static int Number(Match match, string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^PT(?:(?<h>\d+)H)?(?:(?<m>\d+)M)?(?:(?<s>\d+)S)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DurationForm();
}
