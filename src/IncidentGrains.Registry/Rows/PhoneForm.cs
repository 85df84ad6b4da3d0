using System.Text;
using PhoneNumbers;

namespace IncidentGrains.Registry.Rows;

/// <summary>
/// The normalised form of a phone number: E.164, such as +821012345678, however it was spelt. Equal to libphonenumber's for every number
/// that it calls possible with its area code; an international number that it doubts is taken if it has 8 to 15 digits.
/// </summary>
/// <remarks>The common spellings of <see cref="PhonePlan"/> take about 20 ns; libphonenumber takes 2 to 6 µs, so it is asked for the rest alone.</remarks>
public static class PhoneForm
{
    /// <summary>The longest form: a + and 15 digits (E.164), with room for one that libphonenumber allows beyond.</summary>
    public const int MaxBytes = 32;

    // A longer cell is a remark, not a number.
    private const int MaxCell = 100;
    private const int MinDigits = 3;
    private const int MinInternational = 8;
    private const int MaxInternational = 15;

    private static readonly PhonePlan?[] Plans = PlansByCountry();
    private static readonly PhonePlan[] InternationalPlans = [.. PhonePlan.All.DistinctBy(plan => plan.Code)];
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    /// <summary>Writes the form of a cell; its length, or 0 if the cell holds no usable number.</summary>
    /// <param name="cell">Valid UTF-8.</param>
    /// <param name="region">The country by which a national number is read.</param>
    /// <param name="into">Room for <see cref="MaxBytes"/>.</param>
    public static int Write(ReadOnlySpan<byte> cell, string region, Span<byte> into) =>
        Write(cell, CountryForm.Number(Encoding.UTF8.GetBytes(region)), into);

    /// <summary>The same, for a number of <see cref="CountryForm.Country"/>.</summary>
    internal static int Write(ReadOnlySpan<byte> cell, int country, Span<byte> into)
    {
        Span<byte> digits = stackalloc byte[MaxInternational + 2];
        if (!PhoneDigits.TryRead(cell, digits, out var count, out var international))
        {
            return WriteOther(cell, country, into);
        }

        if (count < MinDigits)
        {
            return 0;
        }

        var written = digits[..count];
        if (international)
        {
            foreach (var plan in InternationalPlans)
            {
                if (written.StartsWith(plan.Prefix[1..]) && plan.National(written[(plan.Prefix.Length - 1)..]) is { IsEmpty: false } national)
                {
                    return Write(plan, national, into);
                }
            }
        }
        else if (Plans[country] is { } plan && plan.Dialled(written) is { IsEmpty: false } national)
        {
            return Write(plan, national, into);
        }

        return WriteOther(cell, country, into);
    }

    private static int Write(PhonePlan plan, ReadOnlySpan<byte> national, Span<byte> into)
    {
        plan.Prefix.CopyTo(into);
        national.CopyTo(into[plan.Prefix.Length..]);
        return plan.Prefix.Length + national.Length;
    }

    private static int WriteOther(ReadOnlySpan<byte> cell, int country, Span<byte> into)
    {
        cell = Utf8Text.Trim(cell);
        if (cell.Length > MaxCell || !MayHoldNumber(cell))
        {
            return 0;
        }

        var text = Encoding.UTF8.GetString(cell);
        var region = CountryForm.Text(country);

        // 00 is dialled before numbers abroad nearly everywhere, and written so by people of other countries too. Where the number that
        // follows is not possible, it is left to the country: in Korea 001 and 002 are carriers, and the country code comes behind.
        var form = text.StartsWith("00", StringComparison.Ordinal) ? International("+" + text[2..], region, possible: true) : null;
        form ??= text.StartsWith('+') ? International(text, region, possible: false) : National(text, region);
        return form is null ? 0 : Encoding.UTF8.GetBytes(form, into);
    }

    // Saves the exception that libphonenumber throws for each "none" and "-". Digits of other scripts count as well.
    private static bool MayHoldNumber(ReadOnlySpan<byte> cell)
    {
        var digits = 0;
        foreach (var b in cell)
        {
            digits += b >= 0x80 || char.IsAsciiDigit((char)b) ? 1 : 0;
        }

        return digits >= MinDigits;
    }

    private static string? International(string text, string region, bool possible) =>
        Parse(text, region) is { } number && Library.Format(number, PhoneNumberFormat.E164) is var form
        && (IsPossible(number) || (!possible && form.Length is > MinInternational and <= MaxInternational + 1)) ? form : null;

    private static string? National(string text, string region) =>
        Parse(text, region) is { } number && IsPossible(number) ? Library.Format(number, PhoneNumberFormat.E164) : null;

    // A number without its area code names nobody outside of its town.
    private static bool IsPossible(PhoneNumber number) => Library.IsPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE;

    private static PhoneNumber? Parse(string text, string region)
    {
        try
        {
            return Library.Parse(text, region);
        }
        catch (NumberParseException)
        {
            // Its way to say that this is no phone number, which is an answer here.
            return null;
        }
    }

    private static PhonePlan?[] PlansByCountry()
    {
        var plans = new PhonePlan?[26 * 26];
        foreach (var plan in PhonePlan.All)
        {
            plans[CountryForm.Number(Encoding.UTF8.GetBytes(plan.Region))] = plan;
        }

        return plans;
    }
}
