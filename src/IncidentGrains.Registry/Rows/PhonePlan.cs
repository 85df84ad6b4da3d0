using System.Text;

namespace IncidentGrains.Registry.Rows;

/// <summary>
/// The part of a country's numbering plan in which a national number becomes an international one by plain rules, so that libphonenumber need
/// not be asked. A test compares every plan with it.
/// </summary>
/// <param name="Region">The country.</param>
/// <param name="Code">Its country calling code.</param>
/// <param name="Trunk">True if a 0 stands before national numbers and falls away after the country code, also where people wrote it there.</param>
/// <param name="First">The digits with which numbers begin, behind the trunk's 0.</param>
/// <param name="Min">The fewest digits, without trunk and country code.</param>
/// <param name="Max">The most.</param>
/// <param name="Bare">The first digits, without the trunk's 0, of numbers of the most digits that are meant when the country code stands before them without a +.</param>
/// <param name="NotDialled">Beginnings of what is dialled in the country that mean something else, such as a call abroad.</param>
internal sealed record PhonePlan(string Region, string Code, bool Trunk, string First, int Min, int Max, string Bare = "", string? NotDialled = null)
{
    /// <summary>The plans: Korea, its neighbours, and where most breach laws are.</summary>
    public static IReadOnlyList<PhonePlan> All { get; } =
    [
        new("KR", "82", Trunk: true, "1234567", 8, 10, Bare: "13456"),
        new("JP", "81", Trunk: true, "123456789", 9, 10, Bare: "256789", NotDialled: "010"),
        new("TW", "886", Trunk: true, "23456789", 8, 9, Bare: "2345689"),
        new("US", "1", Trunk: false, "23456789", 10, 10),
        new("CA", "1", Trunk: false, "23456789", 10, 10),
        new("GB", "44", Trunk: true, "123456789", 9, 10, Bare: "1235789"),
        new("FR", "33", Trunk: true, "123456789", 9, 9, Bare: "123456789"),
        new("DE", "49", Trunk: true, "123456789", 6, 13),
    ];

    private readonly byte[] _prefix = [(byte)'+', .. Encoding.ASCII.GetBytes(Code)];
    private readonly int _first = First.Sum(digit => 1 << (digit - '0'));
    private readonly int _bare = Bare.Sum(digit => 1 << (digit - '0'));

    /// <summary>The + and the country code.</summary>
    public ReadOnlySpan<byte> Prefix => _prefix;

    /// <summary>The digits behind the country code; empty if these rules don't tell.</summary>
    /// <param name="digits">What was written behind the country code.</param>
    public ReadOnlySpan<byte> National(ReadOnlySpan<byte> digits)
    {
        if (Trunk && digits is [(byte)'0', ..])
        {
            digits = digits[1..];
        }

        return digits.Length >= Min && digits.Length <= Max && (_first >> (digits[0] - '0') & 1) != 0 ? digits : [];
    }

    /// <summary>The digits behind the country code of a number dialled within the country; empty if these rules don't tell.</summary>
    public ReadOnlySpan<byte> Dialled(ReadOnlySpan<byte> digits)
    {
        if (NotDialled is not null && digits.Length >= NotDialled.Length && Ascii.Equals(digits[..NotDialled.Length], NotDialled))
        {
            return [];
        }

        // Within North America the country code 1 is also what is dialled before a long-distance number.
        if (Code == "1" && digits.Length == Max + 1 && digits[0] == '1')
        {
            digits = digits[1..];
        }
        else if (Trunk && digits is not [(byte)'0', ..])
        {
            var rest = digits.StartsWith(Prefix[1..]) ? digits[Code.Length..] : [];
            return rest.Length == Max && (_bare >> (rest[0] - '0') & 1) != 0 ? rest : [];
        }

        return National(digits);
    }
}
