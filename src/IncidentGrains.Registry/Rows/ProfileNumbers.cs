namespace IncidentGrains.Registry.Rows;

/// <summary>Numbers the profiles of one block as they occur. Their names are made up once a profile, not once a row.</summary>
internal sealed class ProfileNumbers
{
    private readonly Dictionary<(ulong Place, ulong Categories), int> _numbers = [];
    private (ulong Place, ulong Categories) _last;
    private int _lastNumber;
    private List<RowProfile> _profiles = [];

    /// <summary>Begins a block, whose profiles go into the list.</summary>
    public void Begin(List<RowProfile> profiles)
    {
        _numbers.Clear();
        (_profiles, _lastNumber) = (profiles, -1);
    }

    /// <summary>The number of a profile.</summary>
    /// <param name="jurisdiction">A number of <see cref="CountryForm.Code"/>.</param>
    /// <param name="locale">A number of <see cref="LocaleForm.Code"/>.</param>
    /// <param name="contact">Flags of <see cref="ContactFlags"/>.</param>
    /// <param name="categories">Bits of categories.</param>
    public int Of(int jurisdiction, int locale, byte contact, ulong categories)
    {
        var key = (contact | ((ulong)jurisdiction << 8) | ((ulong)locale << 32), categories);
        if (_lastNumber >= 0 && key == _last)
        {
            return _lastNumber;
        }

        if (!_numbers.TryGetValue(key, out var number))
        {
            _numbers.Add(key, number = _profiles.Count);
            _profiles.Add(new RowProfile(CountryForm.Name(jurisdiction), LocaleForm.Name(locale), contact, categories));
        }

        (_last, _lastNumber) = (key, number);
        return number;
    }
}
