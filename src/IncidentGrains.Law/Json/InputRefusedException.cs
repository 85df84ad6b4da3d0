namespace IncidentGrains.Law.Json;

/// <summary>Facts, a clock or the figures of an estimate can't be used; each mistake names its field and says what to do.</summary>
/// <param name="mistakes">All that is wrong, such as <c>cohorts[0].aware[0].at: is a time without an offset …</c>.</param>
public sealed class InputRefusedException(IReadOnlyList<string> mistakes) : Exception(string.Join('\n', mistakes))
{
    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}
