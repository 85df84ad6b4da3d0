using System.Collections.Frozen;

namespace IncidentGrains.Law.Regulators.Filings;

/// <summary>What a form reads of the record: named values, each with the events from which it was taken.</summary>
/// <remarks>A value is a text, a truth, a list of texts or of nodes, a node, or null: not known. See deploy/filings/README.md for all names.</remarks>
public sealed class RecordNode
{
    private readonly FrozenDictionary<string, RecordValue> _values;

    /// <param name="values">The values by name.</param>
    public RecordNode(IEnumerable<KeyValuePair<string, RecordValue>> values) => _values = values.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The values by name.</summary>
    public IReadOnlyDictionary<string, RecordValue> Values => _values;

    /// <summary>The value of a name, noting where it comes from; null if it is not known, or there is no such name.</summary>
    internal object? Read(string name, ISet<RecordSource> read)
    {
        if (!_values.TryGetValue(name, out var value))
        {
            return null;
        }

        if (value.Value is not null and not false and not IReadOnlyCollection<object> { Count: 0 })
        {
            read.UnionWith(value.Sources);
        }

        return value.Value;
    }
}

/// <summary>A value, and the events from which it was taken.</summary>
public sealed record RecordValue(object? Value, params IReadOnlyList<RecordSource> Sources);

/// <summary>An event of the record, by its stream and its place in it.</summary>
public sealed record RecordSource(string Stream, long Seq);
