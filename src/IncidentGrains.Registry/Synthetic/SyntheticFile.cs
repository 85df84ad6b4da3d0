namespace IncidentGrains.Registry.Synthetic;

/// <summary>
/// A file of made-up people, described so that it can be written, and its true answers told, again and again. A person is a function of seed,
/// mix, share of look-alikes and number: files that agree in these and whose numbers overlap share people.
/// </summary>
public sealed record SyntheticFile
{
    /// <summary>Beyond it phone numbers would come twice.</summary>
    public const long MaxPeople = 80_000_000;

    private const int MaxSome = 12;

    /// <summary>How many rows there are, whatever becomes of them.</summary>
    public required long Rows { get; init; }

    /// <summary>What all is drawn from.</summary>
    public required long Seed { get; init; }

    /// <summary>The number of the first person.</summary>
    public long First { get; init; }

    /// <summary>The share of rows that repeat a person of an earlier row in another spelling.</summary>
    public double Duplicates { get; init; }

    /// <summary>The share of rows with a mistake: four in five of them can't be taken, one has an e-mail address or phone number of no use.</summary>
    public double Dirty { get; init; }

    /// <summary>The share of people whose e-mail address looks like another's and is not.</summary>
    public double LookAlikes { get; init; }

    /// <summary>Where the people live.</summary>
    public SyntheticMix Mix { get; init; }

    /// <summary>The categories of data that are at stake for everybody.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Further categories and the share of rows that name them. If there are any, the file has a column for categories.</summary>
    public IReadOnlyList<SyntheticCategory> Some { get; init; } = [];

    /// <summary>All categories: number n is bit n of a person's.</summary>
    public IReadOnlyList<string> AllCategories => [.. Categories, .. Some.Select(some => some.Name)];

    /// <summary>The file itself.</summary>
    /// <exception cref="SyntheticFileException">It can't be made; the message says why.</exception>
    public SyntheticFile Checked()
    {
        var wrong =
            Rows < 0 ? "The number of rows is not negative."
            : First < 0 || First + Rows > MaxPeople ? $"People are numbered from 0 to {MaxPeople - 1}: beyond that phone numbers would come twice."
            : !IsShare(Duplicates) || !IsShare(Dirty) || !IsShare(LookAlikes) || Duplicates + Dirty > 1 ? "Shares lie between 0 and 1; duplicates and dirty rows together are at most all."
            : Some.Any(some => !IsShare(some.Share)) ? "The share of a category lies between 0 and 1."
            : Some.Count > MaxSome ? $"At most {MaxSome} categories can hold for some."
            : AllCategories.Count > 64 ? "At most 64 categories can be told apart."
            : Some.Count > 0 && Categories.Count == 0 ? "Where some have further categories, all have at least one: an empty cell would mean all categories."
            : AllCategories.Distinct(StringComparer.Ordinal).Count() != AllCategories.Count ? "A category is named twice."
            : null;
        return wrong is null ? this : throw new SyntheticFileException(wrong);
    }

    private static bool IsShare(double share) => share is >= 0 and <= 1;
}
