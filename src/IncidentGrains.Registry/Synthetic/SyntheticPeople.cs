using System.Runtime.InteropServices;

namespace IncidentGrains.Registry.Synthetic;

/// <summary>The made-up people by number: who has what, and where each lives.</summary>
internal sealed class SyntheticPeople(SyntheticFile file)
{
    private const long PersonPurpose = 3;
    private const long LookAlikePurpose = 4;
    private const long TextPurpose = 5;

    // Of 1,024 people.
    private const int ByPhoneAlone = 5;
    private const int ByEmailAlone = 15;
    private const int WithoutEmail = 30;
    private const int WithoutPhone = 20;
    private const int WithoutAddress = 50;

    private readonly ulong _people = Draw.Stream(file.Seed, PersonPurpose);
    private readonly ulong _lookAlikes = Draw.Stream(file.Seed, LookAlikePurpose);
    private readonly ulong _texts = Draw.Stream(file.Seed, TextPurpose);
    private readonly SyntheticCountry[] _countries = [.. SyntheticCountry.Of(file.Mix)];
    private readonly ulong _shift = Draw.Of((ulong)file.Seed, 0) % SyntheticFile.MaxPeople;

    /// <summary>A person.</summary>
    public SyntheticPerson At(long number)
    {
        var draw = Draw.Of(_people, number);
        var told = Part(draw, 16);
        var hasMemberId = told >= ByPhoneAlone + ByEmailAlone;
        var country = Country((int)(draw & 0xFFFF));

        // A number prime to 80 million spreads people over all phone numbers without a clash.
        var digits = (((ulong)number * 37_182_347) + _shift) % SyntheticFile.MaxPeople;
        return new SyntheticPerson(
            number, country, country.Locale((int)(draw >> 56)), hasMemberId,
            HasEmail: hasMemberId ? Part(draw, 26) >= WithoutEmail : told >= ByPhoneAlone,
            HasPhone: (!hasMemberId && told < ByPhoneAlone) || Part(draw, 36) >= WithoutPhone,
            HasAddress: Part(draw, 46) >= WithoutAddress,
            IsLookAlike: number > 0 && Draw.Happens(Draw.Of(_lookAlikes, number), file.LookAlikes),
            (int)digits);
    }

    /// <summary>What decides how the name and the address of a person read.</summary>
    public ulong Text(long number) => Draw.Of(_texts, number);

    private static int Part(ulong draw, int from) => (int)(draw >> from) & 1023;

    private SyntheticCountry Country(int draw)
    {
        var at = 0;
        for (; draw >= _countries[at].Weight; at++)
        {
            draw -= _countries[at].Weight;
        }

        return _countries[at];
    }
}

/// <summary>One made-up person.</summary>
/// <param name="Number">The number.</param>
/// <param name="Country">Where the person lives.</param>
/// <param name="Locale">The language, as its number in the country.</param>
/// <param name="HasMemberId">True if there is a member id; it tells the person apart then, otherwise the e-mail address or else the phone number does.</param>
/// <param name="HasEmail">True if there is an e-mail address.</param>
/// <param name="HasPhone">True if there is a phone number.</param>
/// <param name="HasAddress">True if there is an address.</param>
/// <param name="IsLookAlike">True if the e-mail address looks like that of the person before.</param>
/// <param name="Digits">A number below 80 million that nobody else has.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SyntheticPerson(
    long Number, SyntheticCountry Country, int Locale, bool HasMemberId, bool HasEmail, bool HasPhone, bool HasAddress, bool IsLookAlike, int Digits)
{
    /// <summary>The jurisdiction.</summary>
    public string Jurisdiction => Country.Jurisdictions[Area % Country.Jurisdictions.Length];

    /// <summary>In North America the number of the area code, otherwise 0: states and area codes go together.</summary>
    public int Area => Country.AreaCodes.Length == 0 ? 0 : Digits / (int)(SyntheticFile.MaxPeople / Country.AreaCodes.Length);
}
