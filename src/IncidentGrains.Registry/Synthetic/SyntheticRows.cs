using System.Runtime.InteropServices;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Synthetic;

/// <summary>Which person each row of a file is about and what is wrong with it: what both the file and its truth are made from.</summary>
internal sealed class SyntheticRows
{
    private const long KindPurpose = 1;
    private const long SpellingPurpose = 2;
    private const long CategoryPurpose = 16;

    // As often as mistakes of a kind shall occur among those drawn.
    private static readonly SyntheticMistake[] Mistakes = [.. Enum.GetValues<SyntheticMistake>().Where(m => m != SyntheticMistake.None)];

    private readonly SyntheticFile _file;
    private readonly ulong _kinds;
    private readonly ulong _spellings;
    private readonly ulong[] _some;

    public SyntheticRows(SyntheticFile file)
    {
        _file = file.Checked();
        var seed = (long)Draw.Of((ulong)file.Seed, file.First);
        _kinds = Draw.Stream(seed, KindPurpose);
        _spellings = Draw.Stream(seed, SpellingPurpose);
        _some = [.. file.Some.Select((_, i) => Draw.Stream(seed, CategoryPurpose + i))];
        People = new SyntheticPeople(file);
    }

    /// <summary>Who the people are.</summary>
    public SyntheticPeople People { get; }

    /// <summary>A row.</summary>
    /// <param name="number">Its number in the file, from 0.</param>
    /// <param name="fresh">How many rows before it introduced a person.</param>
    public SyntheticRow At(long number, long fresh)
    {
        var draw = Draw.Of(_kinds, number);
        var (mistake, isFresh, person) = (SyntheticMistake.None, true, _file.First + fresh);
        if (Draw.Happens(draw, _file.Dirty))
        {
            mistake = Possible(Mistakes[(int)((uint)draw % (uint)Mistakes.Length)], person);
            isFresh = Reason(mistake) == RejectReason.None;
        }
        else if (fresh > 0 && Draw.Happens(draw, _file.Dirty + _file.Duplicates))
        {
            isFresh = false;
            person = _file.First + (long)(Draw.Of(draw, number) % (ulong)fresh);
        }

        return new SyntheticRow(person, isFresh, mistake, Draw.Of(_spellings, number), Some(number));
    }

    /// <summary>Why a row with a mistake can't be taken; none if it can.</summary>
    public static RejectReason Reason(SyntheticMistake mistake) => mistake switch
    {
        SyntheticMistake.OpenQuote or SyntheticMistake.StrayQuote => RejectReason.Quoting,
        SyntheticMistake.FewCells or SyntheticMistake.ManyCells => RejectReason.Cells,
        SyntheticMistake.OtherEncoding or SyntheticMistake.ControlCharacter => RejectReason.Encoding,
        SyntheticMistake.UnknownCategory => RejectReason.Category,
        SyntheticMistake.NoIdentifier => RejectReason.Identifier,
        _ => RejectReason.None,
    };

    // Another mistake where this one can't be made: no column for categories, or a person who is told apart by what it would spoil.
    private SyntheticMistake Possible(SyntheticMistake mistake, long person) => mistake switch
    {
        SyntheticMistake.UnknownCategory when _file.Some.Count == 0 => SyntheticMistake.FewCells,
        SyntheticMistake.BadEmail or SyntheticMistake.BadPhone when !People.At(person).HasMemberId => SyntheticMistake.NoIdentifier,
        _ => mistake,
    };

    private int Some(long number)
    {
        var bits = 0;
        for (var i = 0; i < _some.Length; i++)
        {
            bits |= Draw.Happens(Draw.Of(_some[i], number), _file.Some[i].Share) ? 1 << i : 0;
        }

        return bits;
    }
}

/// <summary>One row of a synthetic file.</summary>
/// <param name="Person">The number of the person that it is about.</param>
/// <param name="IsFresh">True if it is the first of the file that can be taken and is about that person.</param>
/// <param name="Mistake">What is wrong with it.</param>
/// <param name="Spelling">What decides how it is spelt.</param>
/// <param name="Some">The categories that it names beside those of everybody: bit n is number n of <see cref="SyntheticFile.Some"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SyntheticRow(long Person, bool IsFresh, SyntheticMistake Mistake, ulong Spelling, int Some)
{
    /// <summary>True if it can be taken.</summary>
    public bool IsTaken => SyntheticRows.Reason(Mistake) == RejectReason.None;
}
