using System.Collections.Concurrent;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Segments;

/// <summary>Numbers the profiles of an import. The numbers depend on who asks first; what is stored does not depend on them. Thread-safe.</summary>
internal sealed class ProfileTable
{
    private readonly ConcurrentDictionary<RowProfile, int> _numbers = new();
    private readonly Lock _adding = new();
    private RowProfile[] _profiles = new RowProfile[64];
    private int _count;

    public RowProfile this[int number] => Volatile.Read(ref _profiles)[number];

    /// <summary>The number of a profile, given to it now if it has none.</summary>
    public int NumberOf(RowProfile profile)
    {
        if (_numbers.TryGetValue(profile, out var known))
        {
            return known;
        }

        lock (_adding)
        {
            if (_numbers.TryGetValue(profile, out known))
            {
                return known;
            }

            if (_count == _profiles.Length)
            {
                var larger = new RowProfile[_count * 2];
                _profiles.CopyTo(larger, 0);
                Volatile.Write(ref _profiles, larger);
            }

            _profiles[_count] = profile;
            _numbers[profile] = _count;
            return _count++;
        }
    }
}
