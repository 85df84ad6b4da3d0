using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace IncidentGrains.Registry.Synthetic;

/// <summary>Writes rows as lines of CSV, each in one of the spellings that real files show.</summary>
internal sealed class SyntheticLines(SyntheticFile file, SyntheticPeople people)
{
    /// <summary>More than the longest line takes.</summary>
    public const int MaxBytes = 1024;

    private static readonly byte[][] Domains = SyntheticCountry.Words("mail.example post.example bora.example salgu.test inbox.example k-mail.test haneul.example baram.test");

    // "김민준", "이서연", "박지호" in CP949.
    private static readonly byte[][] OtherEncoding = [[0xB1, 0xE8, 0xB9, 0xCE, 0xC1, 0xD8], [0xC0, 0xCC, 0xBC, 0xAD, 0xBF, 0xAC], [0xB9, 0xDA, 0xC1, 0xF6, 0xC8, 0xA3]];
    private static readonly SearchValues<byte> HaveTwins = SearchValues.Create("aceoiy"u8);
    private static readonly byte[][] NoEmail = SyntheticCountry.Words("없음 - no@ n/a @ x@y kim.mail.example a@@b.example");
    private static readonly byte[][] NoPhone = SyntheticCountry.Words("없음 - 미등록 n/a 12 .");

    private readonly bool _hasCategories = file.Some.Count > 0;
    private readonly byte[] _all = Encoding.UTF8.GetBytes(string.Join('|', file.Categories));
    private readonly byte[][] _some = [.. file.Some.Select(some => Encoding.UTF8.GetBytes(some.Name))];

    /// <summary>The header.</summary>
    public ReadOnlySpan<byte> Header => _hasCategories
        ? "member_id,name,email,phone,address,country,subdivision,locale,categories\n"u8
        : "member_id,name,email,phone,address,country,subdivision,locale\n"u8;

    /// <summary>Writes a line.</summary>
    public void Write(ref SyntheticText text, in SyntheticRow row)
    {
        var person = people.At(row.Person);
        var draw = people.Text(row.Person);
        var spelling = row.Spelling;
        var isNameless = row.Mistake == SyntheticMistake.NoIdentifier;
        if (person.HasMemberId && !isNameless)
        {
            WriteMemberId(ref text, person, spelling);
        }

        text.Put((byte)',');
        WriteName(ref text, person, draw, row);
        text.Put((byte)',');
        if (isNameless || row.Mistake == SyntheticMistake.BadEmail)
        {
            text.Put(NoEmail[spelling % (ulong)NoEmail.Length]);
        }
        else if (person.HasEmail)
        {
            WriteEmail(ref text, person, spelling);
        }

        text.Put((byte)',');
        if (isNameless || row.Mistake == SyntheticMistake.BadPhone)
        {
            text.Put(NoPhone[(spelling >> 8) % (ulong)NoPhone.Length]);
        }
        else if (person.HasPhone)
        {
            WritePhone(ref text, person, spelling);
        }

        if (row.Mistake != SyntheticMistake.FewCells)
        {
            text.Put((byte)',');
            WriteAddress(ref text, person, draw, row);
            text.Put((byte)',');
            text.Put(person.Country.Codes[(spelling >> 16) % (ulong)person.Country.Codes.Length]);
            text.Put((byte)',');
            text.Put(person.Country.Subdivisions[person.Area % person.Country.Subdivisions.Length]);
            text.Put((byte)',');
            WriteLocale(ref text, person, spelling);
            WriteCategories(ref text, row);
        }

        text.Put((byte)'\n');
    }

    // Of 32 rows one has a blank behind the id.
    private static void WriteMemberId(ref SyntheticText text, in SyntheticPerson person, ulong spelling)
    {
        text.Put((byte)'M');
        text.PutNumber(100_000_000 + (ulong)person.Number);
        if (((spelling >> 24) & 31) == 0)
        {
            text.Put((byte)' ');
        }
    }

    private static void WriteName(ref SyntheticText text, in SyntheticPerson person, ulong draw, in SyntheticRow row)
    {
        if (row.Mistake == SyntheticMistake.OtherEncoding)
        {
            text.Put(OtherEncoding[row.Spelling % (ulong)OtherEncoding.Length]);
            return;
        }

        person.Country.Name.Write(ref text, draw);
        if (row.Mistake == SyntheticMistake.StrayQuote)
        {
            text.Put((byte)'"');
        }
        else if (row.Mistake == SyntheticMistake.ControlCharacter)
        {
            text.Put((byte)0);
        }
    }

    // The number in base 36 makes an address that nobody else has; of eight rows one has a capital letter.
    private static void WriteEmail(ref SyntheticText text, in SyntheticPerson person, ulong spelling)
    {
        var number = person.Number - (person.IsLookAlike ? 1 : 0);
        var latin = person.Country.Latin[(ulong)number % (ulong)person.Country.Latin.Length];
        if (person.IsLookAlike)
        {
            WriteTwin(ref text, latin);
        }
        else
        {
            var capital = ((spelling >> 29) & 7) == 0;
            text.Put((byte)(capital ? latin[0] - 0x20 : latin[0]));
            text.Put(latin.AsSpan(1));
        }

        text.Put((byte)'.');
        text.PutBase36((ulong)number);
        text.Put((byte)'@');
        text.Put(Domains[number % Domains.Length]);
    }

    // The first letter that has one is replaced by its Cyrillic twin.
    private static void WriteTwin(ref SyntheticText text, ReadOnlySpan<byte> latin)
    {
        var at = latin.IndexOfAny(HaveTwins);
        text.Put(latin[..at]);
        text.Put(latin[at] switch { (byte)'a' => "а"u8, (byte)'c' => "с"u8, (byte)'e' => "е"u8, (byte)'o' => "о"u8, (byte)'i' => "і"u8, _ => "у"u8 });
        text.Put(latin[(at + 1)..]);
    }

    private static void WritePhone(ref SyntheticText text, in SyntheticPerson person, ulong spelling)
    {
        var country = person.Country;
        var each = country.AreaCodes.Length == 0 ? 0 : (int)SyntheticFile.MaxPeople / country.AreaCodes.Length;
        var number = each == 0 ? 20_000_000UL + (ulong)person.Digits
            : ((ulong)country.AreaCodes[person.Area] * 10_000_000) + 2_000_000 + (ulong)(person.Digits % each);
        Span<byte> digits = stackalloc byte[10];
        Utf8Formatter.TryFormat(number, digits, out _);
        var at = 0;
        foreach (var c in country.Phones[(spelling >> 34) % (ulong)country.Phones.Length])
        {
            text.Put(c == '#' ? digits[at++] : c);
        }
    }

    // Of four rows that repeat a person one lacks the address: the first row decides.
    private static void WriteAddress(ref SyntheticText text, in SyntheticPerson person, ulong draw, in SyntheticRow row)
    {
        if (row.Mistake is SyntheticMistake.OpenQuote or SyntheticMistake.ManyCells || (person.HasAddress && (row.IsFresh || ((row.Spelling >> 44) & 3) != 0)))
        {
            var quote = row.Mistake == SyntheticMistake.ManyCells ? ""u8 : "\""u8;
            text.Put(quote);
            person.Country.Address.Write(ref text, Draw.Of(draw, row.Person));
            text.Put(row.Mistake == SyntheticMistake.OpenQuote ? ""u8 : quote);
        }
    }

    private static void WriteLocale(ref SyntheticText text, in SyntheticPerson person, ulong spelling)
    {
        var isLower = ((spelling >> 47) & 15) == 0;
        foreach (var c in person.Country.Locales[person.Locale])
        {
            text.Put((byte)(isLower && c != '-' ? c | 0x20 : c));
        }
    }

    private void WriteCategories(ref SyntheticText text, in SyntheticRow row)
    {
        if (!_hasCategories)
        {
            return;
        }

        text.Put((byte)',');
        text.Put(_all);
        for (var i = 0; i < _some.Length; i++)
        {
            if ((row.Some & (1 << i)) != 0)
            {
                text.Put("|"u8);
                text.Put(_some[i]);
            }
        }

        if (row.Mistake == SyntheticMistake.UnknownCategory)
        {
            text.Put("|nmae"u8);
        }
    }
}
