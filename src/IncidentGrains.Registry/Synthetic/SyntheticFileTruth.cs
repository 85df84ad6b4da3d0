using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Synthetic;

/// <summary>
/// The true answers to one file of made-up people, told from what its rows were made from and never from the file. Takes two bytes a person.
/// </summary>
public sealed class SyntheticFileTruth
{
    private const int CategoryShift = 3;

    private readonly ushort[] _members;
    private readonly SyntheticRows _rows;

    /// <summary>Goes through the file's rows.</summary>
    /// <exception cref="SyntheticFileException">The description can't be followed.</exception>
    public SyntheticFileTruth(SyntheticFile file)
    {
        (File, _rows, _members) = (file, new SyntheticRows(file), new ushort[file.Rows]);
        var rejected = new Dictionary<RejectReason, long>();
        var (fresh, taken, emails, phones, countries) = (0L, 0L, 0L, 0L, 0L);
        for (var number = 0L; number < file.Rows; number++)
        {
            var row = _rows.At(number, fresh);
            if (!row.IsTaken)
            {
                var reason = SyntheticRows.Reason(row.Mistake);
                rejected[reason] = rejected.GetValueOrDefault(reason) + 1;
                continue;
            }

            taken++;
            var person = _rows.People.At(row.Person);
            emails += row.Mistake == SyntheticMistake.BadEmail ? 1 : 0;
            phones += row.Mistake == SyntheticMistake.BadPhone ? 1 : 0;
            countries += person.Jurisdiction == CountryForm.Unknown ? 1 : 0;
            ref var member = ref _members[row.Person - file.First];
            member |= (ushort)((row.Some << CategoryShift) | (row.IsFresh ? Contact(person, row.Mistake) : 0));
            fresh += row.IsFresh ? 1 : 0;
        }

        Counts = new SyntheticCounts(file.Rows, rejected, taken - fresh, fresh, new SyntheticWarnings(emails, phones, countries));
    }

    /// <summary>The file.</summary>
    public SyntheticFile File { get; }

    /// <summary>What reading it must come to.</summary>
    public SyntheticCounts Counts { get; }

    /// <summary>The number behind that of the last person: the file's people are those from <see cref="SyntheticFile.First"/> up to it.</summary>
    public long End => File.First + Counts.Members;

    /// <summary>True if the file names the person.</summary>
    public bool Contains(long person) => person >= File.First && person < End;

    /// <summary>The categories of a person of the file, by <see cref="SyntheticFile.AllCategories"/>.</summary>
    public ulong Categories(long person) =>
        ((1UL << File.Categories.Count) - 1) | ((ulong)(_members[person - File.First] >> CategoryShift) << File.Categories.Count);

    /// <summary>How a person of the file can be reached by it.</summary>
    public byte Contact(long person) => (byte)(_members[person - File.First] & ((1 << CategoryShift) - 1));

    /// <summary>Where a person lives, and the language.</summary>
    internal SyntheticPerson Person(long person) => _rows.People.At(person);

    private static int Contact(in SyntheticPerson person, SyntheticMistake mistake) =>
        (person.HasEmail && mistake != SyntheticMistake.BadEmail ? ContactFlags.Email : 0)
        | (person.HasPhone && mistake != SyntheticMistake.BadPhone ? ContactFlags.Phone : 0)
        | (person.HasAddress ? ContactFlags.Address : 0);
}
