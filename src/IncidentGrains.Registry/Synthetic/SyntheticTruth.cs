namespace IncidentGrains.Registry.Synthetic;

/// <summary>
/// The true answers to several files of the same made-up people, as cohorts sealed one after another: whoever wants to know a count, of a set
/// expression or by whatever dimension, counts <see cref="Members"/>.
/// </summary>
public sealed class SyntheticTruth
{
    private readonly SyntheticFileTruth[] _files;
    private readonly ulong[][] _bits;

    /// <summary>Goes through the rows of all files.</summary>
    /// <param name="files">The files in the order of their sealing, at most 64.</param>
    /// <exception cref="SyntheticFileException">A description can't be followed, or the files are not about the same people.</exception>
    public SyntheticTruth(params IReadOnlyList<SyntheticFile> files)
    {
        if (files.Count > 64 || files.DistinctBy(file => (file.Seed, file.Mix, file.LookAlikes)).Skip(1).Any())
        {
            throw new SyntheticFileException("Files share people if they agree in seed, mix and share of look-alikes; at most 64 can be compared.");
        }

        Categories = [.. files.SelectMany(file => file.AllCategories).Distinct(StringComparer.Ordinal)];
        if (Categories.Count > 64)
        {
            throw new SyntheticFileException($"The files name {Categories.Count} categories; 64 can be told apart.");
        }

        _files = [.. files.Select(file => new SyntheticFileTruth(file))];
        _bits = [.. files.Select(file => file.AllCategories.Select(name => 1UL << Index(Categories, name)).ToArray())];
    }

    /// <summary>The files' answers one by one.</summary>
    public IReadOnlyList<SyntheticFileTruth> Files => _files;

    /// <summary>The categories of all files: number n is bit n of <see cref="SyntheticMember.Categories"/>.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>Everybody whom at least one of the files names, each once.</summary>
    public IEnumerable<SyntheticMember> Members()
    {
        var (first, end) = _files.Length == 0 ? (0, 0) : (_files.Min(file => file.File.First), _files.Max(file => file.End));
        for (var number = first; number < end; number++)
        {
            var (named, categories, newest) = (0UL, 0UL, -1);
            for (var i = 0; i < _files.Length; i++)
            {
                if (_files[i].Contains(number))
                {
                    (named, categories, newest) = (named | (1UL << i), categories | Common(i, _files[i].Categories(number)), i);
                }
            }

            if (newest >= 0)
            {
                var person = _files[newest].Person(number);
                yield return new SyntheticMember(
                    number, named, categories, person.Jurisdiction, person.Country.Locales[person.Locale], _files[newest].Contact(number));
            }
        }
    }

    private static int Index(IReadOnlyList<string> names, string name)
    {
        var at = 0;
        while (names[at] != name)
        {
            at++;
        }

        return at;
    }

    // A file's bits of categories as those of all files.
    private ulong Common(int file, ulong categories)
    {
        var common = 0UL;
        for (var i = 0; i < _bits[file].Length; i++)
        {
            common |= (categories >> i & 1) != 0 ? _bits[file][i] : 0;
        }

        return common;
    }
}
