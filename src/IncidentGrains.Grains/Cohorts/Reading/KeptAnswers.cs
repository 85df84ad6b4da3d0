using System.Collections.Concurrent;

namespace IncidentGrains.Grains.Cohorts.Reading;

/// <summary>Answers that take a pass over a registry, each found once for all who ask meanwhile and after; of more than so many, some go. Thread-safe.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class KeptAnswers<T>(int most)
{
    private readonly ConcurrentDictionary<string, Task<T>> _answers = new(StringComparer.Ordinal);

    /// <summary>Keeps an answer that was found elsewhere.</summary>
    public void Keep(string key, T answer) => _answers[key] = Task.FromResult(answer);

    /// <summary>The answer kept, or else found. What fails is not kept.</summary>
    public async Task<T> Of(string key, Func<Task<T>> find)
    {
        var finding = _answers.GetOrAdd(key, static (_, f) => f(), find);
        try
        {
            var answer = await finding;
            if (_answers.Count > most && _answers.Keys.FirstOrDefault(k => k != key) is { } other)
            {
                _answers.TryRemove(other, out _);
            }

            return answer;
        }
        catch
        {
            _answers.TryRemove(new KeyValuePair<string, Task<T>>(key, finding));
            throw;
        }
    }
}
