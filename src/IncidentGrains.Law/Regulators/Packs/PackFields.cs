using System.Globalization;
using IncidentGrains.Law.Clocks;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Yaml;
using NodaTime;
using NodaTime.Text;
using YamlDotNet.RepresentationModel;

namespace IncidentGrains.Law.Regulators.Packs;

/// <summary>The fields of one mapping of a rule pack, each checked for its type; what a version leaves out stands in the rule around it.</summary>
/// <param name="findings">Where mistakes go; a field with one reads as its default.</param>
/// <param name="layers">The mapping, and those that stand in for it.</param>
internal sealed class PackFields(YamlFindings findings, params YamlMap[] layers)
{
    public YamlFindings Findings => findings;

    public long Line => layers[0].Line;

    /// <summary>The fields of a node that has to be a mapping; null, with a finding, if it is none.</summary>
    public static PackFields? Of(YamlNode node, string what, YamlFindings findings) =>
        findings.Read(() => new YamlMap(node, what), null!) is { } map ? new PackFields(findings, map) : null;

    /// <summary>The same with a mapping in front.</summary>
    public PackFields Below(YamlMap map) => new(findings, [map, .. layers]);

    public long LineOf(string key) => (layers.FirstOrDefault(l => l.Keys.Contains(key)) ?? layers[0]).LineOf(key);

    public YamlNode? Node(string key)
    {
        YamlNode? found = null;
        foreach (var layer in layers)
        {
            // Each is asked, so that each knows which keys there are.
            var node = layer.Node(key);
            found ??= node;
        }

        return found;
    }

    public bool Has(string key) => Node(key) is not null;

    public void Error(string key, string text) => findings.Error(LineOf(key), text);

    public string? OptionalText(string key) => Node(key) is not { } node ? null : findings.Read(() => YamlMap.Scalar(node, $"'{key}'") is { } text && text.Trim().Length > 0
        ? text.Trim() : throw new YamlRefusedException(node.Start.Line, $"'{key}' is empty; write a text, or take it out."), null!);

    public string Text(string key)
    {
        if (!Has(key))
        {
            findings.Error(Line, $"{layers[0].What} needs '{key}'.");
        }

        return OptionalText(key) ?? "";
    }

    /// <summary>The texts of a list; one that is not written as a list counts as a list of one; absent is empty.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        [.. Items(key).Select(item => findings.Read(() => YamlMap.Scalar(item, $"an item of '{key}'"), "")).Where(t => t.Length > 0)];

    public IReadOnlyList<YamlNode> Items(string key) => Node(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children],
        var single => [single],
    };

    /// <summary>Reads each item of a list as a mapping.</summary>
    public IReadOnlyList<T> Each<T>(string key, string what, Func<PackFields, T?> read)
        where T : class
    {
        var found = new List<T>();
        foreach (var node in Items(key))
        {
            if (Of(node, what, findings) is { } fields)
            {
                if (read(fields) is { } item)
                {
                    found.Add(item);
                }

                fields.End();
            }
        }

        return found;
    }

    public bool Truth(string key, bool otherwise) => OptionalText(key) switch
    {
        null => otherwise,
        "true" => true,
        "false" => false,
        _ => Refuse(key, $"'{key}' is true or false.", otherwise),
    };

    public long? Number(string key) => OptionalText(key) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : Refuse<long?>(key, $"'{text}' is no whole number; write '{key}' without separators, such as 1000.", null);

    public decimal? Amount(string key) => OptionalText(key) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
        : Refuse<decimal?>(key, $"'{text}' is no amount; write '{key}' as a decimal number without separators, such as 0.03.", null);

    public DateOnly? Date(string key) => OptionalText(key) is { } text ? DateOf(text, LineOf(key)) : null;

    public DateOnly? DateOf(string text, long line)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        findings.Error(line, $"'{text}' is no date of the calendar; write one such as 2026-09-11.");
        return null;
    }

    public LocalTime? Time(string key) => OptionalText(key) is not { } text ? null
        : LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text) is { Success: true } time ? time.Value
        : Refuse<LocalTime?>(key, $"'{text}' is no time of day; write one such as \"17:30\", in quotes.", null);

    public Clock? Clock(string key) => OptionalText(key) is { } text ? ClockOf(text, LineOf(key)) : null;

    public Clock? ClockOf(string text, long line)
    {
        try
        {
            return ClockText.Parse(text);
        }
        catch (FormatException e)
        {
            findings.Error(line, e.Message);
            return null;
        }
    }

    public string? Zone(string key)
    {
        if (OptionalText(key) is { } zone && zone != "controller" && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
        {
            return Refuse<string?>(key, $"'{zone}' is no time zone of the tz database; write one such as Asia/Seoul.", null);
        }

        return OptionalText(key);
    }

    public T Word<T>(string key, T otherwise)
        where T : struct, Enum => OptionalText(key) is { } text ? WordOf(text, LineOf(key), otherwise) : otherwise;

    public T WordOf<T>(string word, long line, T otherwise)
        where T : struct, Enum
    {
        if (FactWords.Find<T>(word) is { } value)
        {
            return value;
        }

        findings.Error(line, $"'{word}' is not known here; write one of {string.Join(", ", FactWords.All<T>())}.");
        return otherwise;
    }

    /// <summary>Notes the keys that nobody asked for.</summary>
    public void End()
    {
        foreach (var other in layers[0].Others())
        {
            findings.Add(other);
        }
    }

    private T Refuse<T>(string key, string text, T otherwise)
    {
        Error(key, text);
        return otherwise;
    }
}
