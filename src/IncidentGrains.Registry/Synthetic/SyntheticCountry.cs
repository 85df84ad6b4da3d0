using System.Text;

namespace IncidentGrains.Registry.Synthetic;

/// <summary>How people of a country are called, live, and spell their phone numbers.</summary>
internal sealed class SyntheticCountry
{
    // Of 256 people of a country, those who are addressed in its first language.
    private const int FirstLanguage = 244;

    /// <summary>How many of 65,536 people live there.</summary>
    public required int Weight { get; init; }

    /// <summary>What may stand in the column for the country.</summary>
    public required byte[][] Codes { get; init; }

    /// <summary>Where the people belong; one for each area code if there are several.</summary>
    public required string[] Jurisdictions { get; init; }

    /// <summary>What stands in the column for the subdivision, for each jurisdiction.</summary>
    public required byte[][] Subdivisions { get; init; }

    /// <summary>The languages, the first by far the most frequent.</summary>
    public required string[] Locales { get; init; }

    /// <summary>Area codes of North America, otherwise none.</summary>
    public int[] AreaCodes { get; init; } = [];

    /// <summary>Spellings of a phone number; <c>#</c> stands for the next digit of the person's number.</summary>
    public required byte[][] Phones { get; init; }

    /// <summary>How a name is put together.</summary>
    public required SyntheticPattern Name { get; init; }

    /// <summary>How an address is put together.</summary>
    public required SyntheticPattern Address { get; init; }

    /// <summary>Given names in Latin letters, for e-mail addresses. Each has one of the letters that have a Cyrillic twin.</summary>
    public required byte[][] Latin { get; init; }

    /// <summary>The countries of a mix; their weights make 65,536.</summary>
    public static IEnumerable<SyntheticCountry> Of(SyntheticMix mix)
    {
        SyntheticCountry[] all = mix switch
        {
            SyntheticMix.Korean => [SyntheticAsia.Korea(65_405), SyntheticAsia.Unknown(131)],
            SyntheticMix.Taiwan => [SyntheticAsia.Taiwan(65_536)],
            _ =>
            [
                SyntheticAsia.Korea(59_000), SyntheticAsia.Taiwan(1_800), SyntheticAsia.Japan(1_600), SyntheticWest.UnitedStates(1_500), SyntheticWest.Canada(350),
                SyntheticWest.UnitedKingdom(400), SyntheticWest.Germany(300), SyntheticWest.France(250), SyntheticWest.Australia(205), SyntheticAsia.Unknown(131),
            ],
        };
        return all.Sum(country => country.Weight) == 65_536 ? all : throw new InvalidOperationException("The weights of the countries do not make 65,536.");
    }

    /// <summary>The number of a language, for a number below 256.</summary>
    public int Locale(int draw) => draw < FirstLanguage || Locales.Length == 1 ? 0 : 1 + (draw % (Locales.Length - 1));

    internal static byte[][] Bytes(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    internal static byte[][] Words(string texts) => Bytes(texts.Split(' '));
}
