namespace IncidentGrains.Law.Json;

/// <summary>Collects what is wrong with an input, so that it can be mended in one go.</summary>
internal sealed class InputMistakes
{
    private readonly List<string> _found = [];

    public void Add(string path, string text) => _found.Add(path.Length == 0 ? $"The input {text}." : $"{path}: {text}.");

    /// <summary>Refuses the input if anything is wrong with it.</summary>
    /// <exception cref="InputRefusedException">Something is.</exception>
    public void Refuse()
    {
        if (_found.Count > 0)
        {
            throw new InputRefusedException(_found);
        }
    }
}
