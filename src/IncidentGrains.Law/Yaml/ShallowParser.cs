using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace IncidentGrains.Law.Yaml;

/// <summary>Passes YAML on unless it is nested deeper than any file of ours is.</summary>
/// <remarks>The tree is built by recursion: a file of opening brackets alone would end the process with its stack.</remarks>
internal sealed class ShallowParser(IParser parser) : IParser
{
    private const int Deepest = 40;
    private int _depth;

    /// <inheritdoc/>
    public ParsingEvent? Current => parser.Current;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        if (!parser.MoveNext())
        {
            return false;
        }

        _depth += parser.Current!.NestingIncrease;
        return _depth <= Deepest ? true : throw new YamlException(
            parser.Current.Start, parser.Current.End, $"this is nested more than {Deepest} levels deep; write it flat");
    }
}
