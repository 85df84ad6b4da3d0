using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace IncidentGrains.Law.Yaml;

/// <summary>Passes YAML on unless it is nested deeper than any file of ours is, or refers to other parts of itself.</summary>
/// <remarks>
/// Nodes are built, hashed and compared by recursion: a file of opening brackets, or a list that holds itself, would end the process with its
/// stack, and a few lists of lists of references would take for ever.
/// </remarks>
internal sealed class PlainParser(IParser parser) : IParser
{
    private const int Deepest = 40;
    private int _depth;

    /// <inheritdoc/>
    public ParsingEvent? Current => parser.Current;

    /// <summary>How far the file was read without an error: the line on which the last part ends, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        if (!parser.MoveNext())
        {
            return false;
        }

        var item = parser.Current!;
        Line = item.End.Line;
        _depth += item.NestingIncrease;
        return _depth > Deepest ? throw new YamlException(item.Start, item.End, $"this is nested more than {Deepest} levels deep; write it flat")
            : item is AnchorAlias alias ? throw new YamlException(item.Start, item.End, $"'*{alias.Value}' refers to another part of the file; write that part out")
            : true;
    }
}
