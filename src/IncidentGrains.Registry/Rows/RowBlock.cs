using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Registry.Rows;

/// <summary>
/// The rows of one chunk by columns: what stood in the file, and the keys and profiles that follow from it. Filled by
/// <see cref="RowParser"/>, which empties it first; its buffers are used again. Not safe for several threads.
/// </summary>
/// <remarks>Arrays are longer than <see cref="Count"/>; what lies behind means nothing.</remarks>
public sealed class RowBlock
{
    private const int Fields = (int)RowField.Categories + 1;

    private readonly Utf8Column[] _fields = [.. Enumerable.Range(0, Fields).Select(_ => new Utf8Column())];
    private PersonKey[] _identity = [];
    private PersonKey[] _email = [];
    private PersonKey[] _phone = [];
    private int[] _profile = [];

    /// <summary>How many rows were taken.</summary>
    public int Count { get; private set; }

    /// <summary>How many records the chunk had: rows taken and rows rejected, the header not among them.</summary>
    public int Records => Count + Rejects.Count;

    /// <summary>By which each row's person is told apart: the first of the incident's identifiers that is usable. Never none.</summary>
    public PersonKey[] Identity => _identity;

    /// <summary>The key of each row's e-mail address; none if unusable, absent, or the identity itself.</summary>
    public PersonKey[] Email => _email;

    /// <summary>The key of each row's phone number; none if unusable, absent, or the identity itself.</summary>
    public PersonKey[] Phone => _phone;

    /// <summary>For each row the index into <see cref="Profiles"/>.</summary>
    public int[] Profile => _profile;

    /// <summary>The different profiles, in the order in which they first occurred.</summary>
    public List<RowProfile> Profiles { get; } = [];

    /// <summary>The rows not taken, in the order of the file.</summary>
    public List<RowReject> Rejects { get; } = [];

    /// <summary>The further columns that the mapping keeps, in its order.</summary>
    public IReadOnlyList<Utf8Column> Extra { get; private set; } = [];

    /// <summary>What was odd about rows taken.</summary>
    public RowWarnings Warnings { get; internal set; }

    /// <summary>The cells of a field as they came; each is empty if the file has no such column.</summary>
    public Utf8Column Column(RowField field) => _fields[(int)field];

    internal void Clear(int extra)
    {
        if (Extra.Count != extra)
        {
            Extra = [.. Enumerable.Range(0, extra).Select(_ => new Utf8Column())];
        }

        foreach (var column in _fields.Concat(Extra))
        {
            column.Clear();
        }

        Profiles.Clear();
        Rejects.Clear();
        (Count, Warnings) = (0, default);
    }

    internal void Add(PersonKey identity, PersonKey email, PersonKey phone, int profile)
    {
        if (Count == _identity.Length)
        {
            var size = Math.Max(1024, Count * 2);
            Array.Resize(ref _identity, size);
            Array.Resize(ref _email, size);
            Array.Resize(ref _phone, size);
            Array.Resize(ref _profile, size);
        }

        (_identity[Count], _email[Count], _phone[Count], _profile[Count]) = (identity, email, phone, profile);
        Count++;
    }
}
