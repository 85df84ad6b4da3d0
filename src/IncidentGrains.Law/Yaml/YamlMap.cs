using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IncidentGrains.Law.Yaml;

/// <summary>A YAML mapping that is read key by key; a key that nobody asked for is refused with its line.</summary>
/// <remarks>Nodes are read directly because a deserialiser's message names types of ours, not keys of the file.</remarks>
public sealed class YamlMap
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly string _what;

    /// <summary>Reads a node that has to be a mapping.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">What it describes, for messages: "the mapping", "a fact".</param>
    /// <exception cref="YamlRefusedException">It is something else.</exception>
    public YamlMap(YamlNode node, string what)
    {
        _what = what;
        Line = node.Start.Line;
        if (node is not YamlMappingNode mapping)
        {
            throw new YamlRefusedException(Line, $"{what} is written as 'key: value' lines.");
        }

        foreach (var (key, value) in mapping.Children)
        {
            var name = Scalar(key, $"a key of {what}");
            _values[name] = value;
            _lines[name] = key.Start.Line;
        }
    }

    /// <summary>What it describes, for messages.</summary>
    public string What => _what;

    /// <summary>The line on which it begins.</summary>
    public long Line { get; }

    /// <summary>The keys in the order of the file.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>Reads a file's only document.</summary>
    /// <exception cref="YamlRefusedException">It is no YAML, is empty, or holds several documents.</exception>
    public static YamlMap Load(TextReader text, string what)
    {
        var stream = new YamlStream();
        var parser = new PlainParser(new Parser(text));
        try
        {
            stream.Load(parser);
        }
        catch (YamlException e)
        {
            throw new YamlRefusedException(e.Start.Line, e.Message.TrimEnd('.') + ".");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // YamlDotNet meets some damage with exceptions of the runtime, without a place.
            throw new YamlRefusedException(
                parser.Line, "From about here on this is no YAML; look for a quote or bracket that is not closed, or a mark that is out of place.");
        }

        return stream.Documents.Count == 1
            ? new YamlMap(stream.Documents[0].RootNode, what)
            : throw new YamlRefusedException(0, $"{what} is one YAML document; the file has {stream.Documents.Count}.");
    }

    /// <summary>The line of a key, or of the mapping if the key is absent.</summary>
    public long LineOf(string key) => _lines.GetValueOrDefault(key, Line);

    /// <summary>The node of a key, or null.</summary>
    public YamlNode? Node(string key)
    {
        _asked.Add(key);
        return _values.GetValueOrDefault(key);
    }

    /// <summary>The text of a key that must be there.</summary>
    public string Text(string key) => OptionalText(key) is { Length: > 0 } text
        ? text : throw new YamlRefusedException(LineOf(key), $"{_what} needs '{key}'.");

    /// <summary>The text of a key, or null.</summary>
    public string? OptionalText(string key) => Node(key) is { } node ? Scalar(node, $"'{key}'") : null;

    /// <summary>The mapping of a key that must be there.</summary>
    public YamlMap Map(string key) => OptionalMap(key) ?? throw new YamlRefusedException(Line, $"{_what} needs '{key}'.");

    /// <summary>The mapping of a key, or null.</summary>
    public YamlMap? OptionalMap(string key) => Node(key) is { } node ? new YamlMap(node, $"'{key}'") : null;

    /// <summary>The items of a key; one that is not written as a list counts as a list of one; absent is empty.</summary>
    public IReadOnlyList<YamlNode> Items(string key) => Node(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children],
        var single => [single],
    };

    /// <summary>The texts of a list.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. Items(key).Select(item => Scalar(item, $"an item of '{key}'"))];

    /// <summary>The refusals of the keys that were not asked for, which are probably typing errors; in the order of the file.</summary>
    public IEnumerable<YamlRefusedException> Others() => _values.Keys.Where(key => !_asked.Contains(key)).Select(unknown => new YamlRefusedException(
        _lines[unknown], $"'{unknown}' is not known here; {_what} has {string.Join(", ", _asked.Order(StringComparer.Ordinal))}."));

    /// <summary>Refuses the keys that were not asked for.</summary>
    /// <exception cref="YamlRefusedException">There is one.</exception>
    public void RefuseOthers()
    {
        if (Others().FirstOrDefault() is { } other)
        {
            throw other;
        }
    }

    /// <summary>The text of a node that has to be one.</summary>
    public static string Scalar(YamlNode node, string what) => node is YamlScalarNode { Value: { } text }
        ? text : throw new YamlRefusedException(node.Start.Line, $"{what} is written as one text.");
}
