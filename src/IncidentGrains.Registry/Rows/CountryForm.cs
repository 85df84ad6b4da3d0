namespace IncidentGrains.Registry.Rows;

/// <summary>Countries and the parts of them that have breach laws of their own: which jurisdiction a row belongs to.</summary>
/// <remarks>Countries are those of ISO 3166-1 alpha-2. Only the United States and Canada are told apart by their parts (ISO 3166-2), because
/// there the duty to notify is one of the state or province.</remarks>
public static class CountryForm
{
    /// <summary>The jurisdiction of a row whose country is not known; ISO 3166-1 leaves the code to users.</summary>
    public const string Unknown = "ZZ";

    private const int Letters = 26;

    private const string Countries =
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU "
        + "CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE "
        + "IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT "
        + "MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM "
        + "SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

    private const string States =
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR UM VI";

    private const string Provinces = "AB BC MB NB NL NS NT NU ON PE QC SK YT";

    private static readonly bool[] Known = Table(Countries);
    private static readonly bool[] KnownStates = Table(States);
    private static readonly bool[] KnownProvinces = Table(Provinces);
    private static readonly int UnitedStates = Number("US"u8);
    private static readonly int Canada = Number("CA"u8);

    /// <summary>True for a code of ISO 3166-1, in either case.</summary>
    public static bool IsCountry(string code) => code is [var a, var b] && char.IsAscii(a) && char.IsAscii(b) && Country([(byte)a, (byte)b]) >= 0;

    /// <summary>The jurisdiction that a row's two cells name; <see cref="Unknown"/> if the country is none.</summary>
    /// <param name="country">A code, in either case, blanks around it allowed.</param>
    /// <param name="subdivision">A code with or without its country before it, such as US-CA or CA; what is none is passed over.</param>
    public static string Jurisdiction(ReadOnlySpan<byte> country, ReadOnlySpan<byte> subdivision) => Name(Code(Country(country), subdivision));

    /// <summary>A number below 676 for a country, or -1.</summary>
    internal static int Country(ReadOnlySpan<byte> cell)
    {
        var number = Number(cell.Length == 2 ? cell : Utf8Text.Trim(cell));
        return number >= 0 && Known[number] ? number : -1;
    }

    /// <summary>One number for country and part.</summary>
    internal static int Code(int country, ReadOnlySpan<byte> subdivision)
    {
        if (country < 0)
        {
            return 0;
        }

        if (!subdivision.IsEmpty && (country == UnitedStates || country == Canada))
        {
            var text = Utf8Text.Trim(subdivision);
            var tail = text.Length == 5 && text[2] == '-' && Number(text[..2]) == country ? text[3..] : text;
            var part = Number(tail);
            if (part >= 0 && (country == UnitedStates ? KnownStates : KnownProvinces)[part])
            {
                return (country + 1) | ((part + 1) << 10);
            }
        }

        return country + 1;
    }

    /// <summary>The jurisdiction of such a number.</summary>
    internal static string Name(int code) => code == 0 ? Unknown
        : code >> 10 == 0 ? Text(code - 1)
        : Text((code & 1023) - 1) + "-" + Text((code >> 10) - 1);

    /// <summary>The two letters of a number of <see cref="Country"/>.</summary>
    internal static string Text(int number) => string.Create(2, number, (span, n) => (span[0], span[1]) = ((char)('A' + (n / Letters)), (char)('A' + (n % Letters))));

    /// <summary>A number below 676 for two ASCII letters in either case, or -1.</summary>
    internal static int Number(ReadOnlySpan<byte> letters)
    {
        if (letters.Length != 2)
        {
            return -1;
        }

        // Setting bit 5 makes letters lower case and nothing else a lower-case letter but what was one.
        var (a, b) = ((letters[0] | 0x20) - 'a', (letters[1] | 0x20) - 'a');
        return (uint)a < Letters && (uint)b < Letters ? (a * Letters) + b : -1;
    }

    private static bool[] Table(string codes)
    {
        var table = new bool[Letters * Letters];
        foreach (var code in codes.Split(' '))
        {
            table[Number([(byte)code[0], (byte)code[1]])] = true;
        }

        return table;
    }
}
