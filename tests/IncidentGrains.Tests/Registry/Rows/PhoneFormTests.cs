using System.Text;
using IncidentGrains.Registry.Rows;
using PhoneNumbers;

namespace IncidentGrains.Tests.Registry.Rows;

public sealed class PhoneFormTests
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    [Theory]
    [InlineData("010-1234-5678", "KR", "+821012345678")]
    [InlineData("01012345678", "KR", "+821012345678")]
    [InlineData(" 010.1234.5678 ", "KR", "+821012345678")]
    [InlineData("+82 10-1234-5678", "KR", "+821012345678")]
    [InlineData("+82 (0)10-1234-5678", "KR", "+821012345678")]
    [InlineData("+82 010-1234-5678", "JP", "+821012345678")]
    [InlineData("0082 10 1234 5678", "KR", "+821012345678")]
    [InlineData("821012345678", "KR", "+821012345678")]
    [InlineData("001-82-10-1234-5678", "KR", "+821012345678")]
    [InlineData("011-123-4567", "KR", "+82111234567")]
    [InlineData("02-123-4567", "KR", "+8221234567")]
    [InlineData("(02) 1234-5678", "KR", "+82212345678")]
    [InlineData("031/123-4567", "KR", "+82311234567")]
    [InlineData("070-1234-5678", "KR", "+827012345678")]
    [InlineData("０１０-１２３４-５６７８", "KR", "+821012345678")]
    [InlineData("090-1234-5678", "JP", "+819012345678")]
    [InlineData("03-1234-5678", "JP", "+81312345678")]
    [InlineData("0912-345-678", "TW", "+886912345678")]
    [InlineData("(02) 2345-6789", "TW", "+886223456789")]
    [InlineData("(650) 253-0000", "US", "+16502530000")]
    [InlineData("1-650-253-0000", "CA", "+16502530000")]
    [InlineData("+1 650 253 0000", "KR", "+16502530000")]
    [InlineData("650.253.0000 x123", "US", "+16502530000")]
    [InlineData("07911 123456", "GB", "+447911123456")]
    [InlineData("+44 (0)20 7946 0958", "KR", "+442079460958")]
    [InlineData("06 12 34 56 78", "FR", "+33612345678")]
    [InlineData("030 1234567", "DE", "+49301234567")]
    [InlineData("+39 06 1234 5678", "KR", "+390612345678")]
    [InlineData("+61 2 1234 5678", "KR", "+61212345678")]
    public void Write_UsualSpelling_IsE164(string written, string region, string form) => Assert.Equal(form, Form(written, region));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("none")]
    [InlineData("12")]
    [InlineData("0-1")]
    [InlineData("+999 1234 5678")]
    [InlineData("+82")]
    [InlineData("123-4567")]
    [InlineData("010-1234-5678-9012-3456-7890")]
    [InlineData("no number here, please ask")]
    public void Write_NoNumber_IsEmpty(string written) => Assert.Equal("", Form(written, "KR"));

    [Theory]
    [InlineData("KR", 1)]
    [InlineData("JP", 2)]
    [InlineData("TW", 3)]
    [InlineData("US", 4)]
    [InlineData("CA", 5)]
    [InlineData("GB", 6)]
    [InlineData("FR", 7)]
    [InlineData("DE", 8)]
    [InlineData("KR", 12)]
    [InlineData("AU", 9)]
    [InlineData("IT", 10)]
    [InlineData("AR", 11)]
    public void Write_RandomDigits_EqualsLibphonenumber(string region, int seed)
    {
        var random = new Random(seed);
        var possible = 0;
        for (var i = 0; i < 4_000; i++)
        {
            var written = Written(random, region);
            if (Expected(written, region) is not { } expected)
            {
                continue;
            }

            possible++;
            Assert.True(expected == Form(written, region), $"seed {seed}: '{written}' in {region} is {Form(written, region)}, libphonenumber says {expected}");
        }

        Assert.True(possible > 400, $"only {possible} were possible");
    }

    [Fact]
    public void Write_ExampleNumbersOfTheWorld_EqualLibphonenumber()
    {
        foreach (var region in Library.GetSupportedRegions().Where(CountryForm.IsCountry))
        {
            foreach (var type in new[] { PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE })
            {
                if (Library.GetExampleNumberForType(region, type) is { } number)
                {
                    var e164 = Library.Format(number, PhoneNumberFormat.E164);
                    Assert.Equal(e164, Form(Library.Format(number, PhoneNumberFormat.INTERNATIONAL), "KR"));
                    Assert.Equal(e164, Form(Library.Format(number, PhoneNumberFormat.NATIONAL), region));
                }
            }
        }
    }

    [Fact]
    public void Write_OfAValidForm_IsTheForm()
    {
        var random = new Random(12);
        var valid = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var form = Form(Written(random, "KR"), "KR");
            // E.164 can't say whether a 0 behind the code is a trunk prefix; libphonenumber writes and reads those of Korea differently.
            if (form.Length > 0 && !form.StartsWith("+820", StringComparison.Ordinal) && Library.IsValidNumber(Library.Parse(form, "KR")))
            {
                valid++;
                Assert.True(form == Form(form, "US"), $"seed 12: {form}");
            }
        }

        Assert.True(valid > 1_000, $"only {valid} were valid");
    }

    // What libphonenumber makes of it, if it is possible with its area code. Numbers that begin with 00 are read by our own rule.
    private static string? Expected(string written, string region)
    {
        try
        {
            var number = Library.Parse(written, region);
            var isPossible = Library.IsPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE;
            return isPossible && !written.StartsWith("00", StringComparison.Ordinal) ? Library.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static string Written(Random random, string region)
    {
        var start = random.Next(7) switch
        {
            0 => "+" + Library.GetCountryCodeForRegion(region),
            1 => "+" + Library.GetCountryCodeForRegion(region) + " 0",
            2 or 3 => "0",
            4 => "0" + random.Next(1, 10) + "0",
            5 => "" + Library.GetCountryCodeForRegion(region),
            _ => "",
        };
        var text = new StringBuilder(start);
        var digits = random.Next(5, 13);
        for (var i = 0; i < digits; i++)
        {
            text.Append(random.Next(10));
            if (i < digits - 1 && random.Next(4) == 0)
            {
                text.Append("-. /"[random.Next(4)]);
            }
        }

        return text.ToString();
    }

    private static string Form(string written, string region)
    {
        var form = new byte[PhoneForm.MaxBytes];
        return Encoding.UTF8.GetString(form, 0, PhoneForm.Write(Encoding.UTF8.GetBytes(written), region, form));
    }
}
