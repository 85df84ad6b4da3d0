using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using IncidentGrains.Law.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IncidentGrains.Law.Remediation;

/// <summary>The fields of one mapping of a playbook, each checked for its type, its length and what it may say.</summary>
/// <param name="map">The mapping.</param>
/// <param name="findings">Where mistakes go; a field with one reads as empty.</param>
internal sealed partial class PlaybookFields(YamlMap map, YamlFindings findings)
{
    /// <summary>The line on which the mapping begins.</summary>
    public long Line => map.Line;

    public long LineOf(string key) => map.LineOf(key);

    /// <summary>A name of a-z 0-9 and -, beginning with a letter.</summary>
    public string Name(string key)
    {
        var name = Line1(key, 60);
        if (name.Length > 0 && !NameForm().IsMatch(name))
        {
            findings.Error(map.LineOf(key), $"'{key}' is 1 to 60 of a-z 0-9 - beginning with a letter, such as revoke-key.");
            return "";
        }

        return name;
    }

    /// <summary>A text of one line that must be there.</summary>
    public string Line1(string key, int max) => findings.Read(() => Required(key) is var node ? Checked(node, $"'{key}'", max, oneLine: true) : "", "");

    /// <summary>A text of several lines that may be absent.</summary>
    public string Block(string key, int max) =>
        map.Node(key) is { } node ? findings.Read(() => Checked(node, $"'{key}'", max, oneLine: false).TrimEnd(), "") : "";

    /// <summary>true or false; required.</summary>
    public bool Truth(string key) => findings.Read(() => Required(key) switch
    {
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" } => true,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "false" } => false,
        var other => throw new YamlRefusedException(other.Start.Line, $"'{key}' is true or false."),
    }, false);

    /// <summary>One of the priorities; required.</summary>
    public PlaybookPriority Priority(string key) => findings.Read(() => Text(Required(key), $"'{key}'") switch
    {
        "low" => PlaybookPriority.Low,
        "normal" => PlaybookPriority.Normal,
        "high" => PlaybookPriority.High,
        "urgent" => PlaybookPriority.Urgent,
        var other => throw new YamlRefusedException(map.LineOf(key), $"'{other}' is no priority; write low, normal, high or urgent."),
    }, PlaybookPriority.Normal);

    /// <summary>A length of time, or null if the key is absent.</summary>
    public TimeSpan? Duration(string key) => map.Node(key) is not { } node ? null : findings.Read<TimeSpan?>(() =>
    {
        var match = DurationForm().Match(Text(node, $"'{key}'"));
        var number = match.Success ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : 0;
        var length = match.Groups["unit"].Value switch { "m" => TimeSpan.FromMinutes(number), "h" => TimeSpan.FromHours(number), _ => TimeSpan.FromDays(number) };
        return match.Success && length <= PlaybookLimits.DueAfter ? length : throw new YamlRefusedException(
            node.Start.Line, $"'{key}' is a whole number of minutes, hours or days, at most 365d; write for example 30m, 4h or 3d.");
    }, null);

    /// <summary>A whole number from 1 on.</summary>
    public long Count(string key) => findings.Read(() =>
        Required(key) is YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } && CountForm().IsMatch(text)
            ? long.Parse(text, CultureInfo.InvariantCulture)
            : throw new YamlRefusedException(map.LineOf(key), $"'{key}' is a whole number from 1 on, written without separators, such as 10000."), 0);

    /// <summary>A list of different one-line texts; absent is empty.</summary>
    public IReadOnlyList<string> List(string key, int maxItems, int maxLength)
    {
        var texts = new List<string>();
        foreach (var node in Sequence(key, maxItems))
        {
            var text = findings.Read(() => Checked(node, $"an item of '{key}'", maxLength, oneLine: true), "");
            if (text.Length > 0 && texts.Contains(text, StringComparer.Ordinal))
            {
                findings.Error(node.Start.Line, $"'{text}' stands twice in '{key}'; take one out.");
            }
            else if (text.Length > 0)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>The items of a list; absent is empty.</summary>
    public IReadOnlyList<YamlNode> Sequence(string key, int maxItems)
    {
        switch (map.Node(key))
        {
            case null:
                return [];
            case YamlSequenceNode list when list.Children.Count <= maxItems:
                return [.. list.Children];
            case YamlSequenceNode list:
                findings.Error(map.LineOf(key), $"'{key}' has {list.Children.Count:N0} items; at most {maxItems} are read. Split it.");
                return [];
            case var other:
                findings.Error(other.Start.Line, $"'{key}' is a list: one item a line, each beginning with '- '.");
                return [];
        }
    }

    /// <summary>The node of a key, or null.</summary>
    public YamlNode? Node(string key) => map.Node(key);

    /// <summary>Notes the keys that were not asked for.</summary>
    public void End()
    {
        foreach (var other in map.Others())
        {
            findings.Add(other);
        }
    }

    private YamlNode Required(string key) => map.Node(key) ?? throw new YamlRefusedException(map.Line, $"{map.What} needs '{key}'.");

    private static string Checked(YamlNode node, string what, int max, bool oneLine)
    {
        var text = Text(node, what);
        var refusal = string.IsNullOrWhiteSpace(text) ? $"{what} is empty; write a text, or take it out if it is not required."
            : text.Length > max ? $"{what} is {text.Length:N0} characters long; at most {max:N0} fit."
            : text.EnumerateRunes().Any(r => r == Rune.ReplacementChar || (Rune.IsControl(r) && r.Value is not ('\n' or '\t')))
                ? $"{what} holds control characters or broken Unicode; write plain text."
            : oneLine && text.Contains('\n', StringComparison.Ordinal) ? $"{what} is one line."
            : PersonalData.FormIn(text) is { } form ? $"{what} seems to hold {form}. A playbook names roles, not people: the ledger, which keeps its tasks for ever, takes no personal data."
            : null;
        return refusal is null ? text : throw new YamlRefusedException(node.Start.Line, refusal);
    }

    // A plain 42 or true is no text to other readers of YAML, nor to the JSON schema.
    private static string Text(YamlNode node, string what) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: { } plain } && OtherType().IsMatch(plain)
        ? throw new YamlRefusedException(node.Start.Line, $"{what} is a text; write it in quotes, \"{plain}\", if that is what is meant.")
        : YamlMap.Scalar(node, what);

    [GeneratedRegex(@"^[a-z][a-z0-9-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^(?<number>[1-9][0-9]{0,5})(?<unit>[mhd])\z", RegexOptions.NonBacktracking)]
    private static partial Regex DurationForm();

    [GeneratedRegex(@"^[1-9][0-9]{0,11}\z", RegexOptions.NonBacktracking)]
    private static partial Regex CountForm();

    [GeneratedRegex(@"^(?:|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z", RegexOptions.NonBacktracking)]
    private static partial Regex OtherType();
}
