using System.Security.Cryptography;
using IncidentGrains.Law;

namespace IncidentGrains.Tests.Law;

/// <summary>Forms of personal data are kept out of the ledger; numbers that an incident report needs are not taken for them.</summary>
public sealed class PersonalDataTests
{
    [Theory]
    [InlineData("someone@example.com")]
    [InlineData("Some.One+tag@mail.example.co.kr")]
    [InlineData("mail to <a_b%c@example.org>, please")]
    [InlineData("홍길동@예시.한국")]
    [InlineData("a@xn--example-9d0b.xn--3e0b707e")]
    public void Email_InText_IsFound(string text) => Assert.Equal("an e-mail address", PersonalData.FormIn(text));

    [Theory]
    [InlineData("010-1234-5678")]
    [InlineData("01012345678")]
    [InlineData("010 1234 5678")]
    [InlineData("010.1234.5678")]
    [InlineData("011-123-4567")]
    [InlineData("전화010-1234-5678번")]
    [InlineData("전화 01012345678로")]
    [InlineData("tel010-1234-5678")]
    [InlineData("02-123-4567")]
    [InlineData("02-1234-5678")]
    [InlineData("(02)1234-5678")]
    [InlineData("02) 1234-5678")]
    [InlineData("031-123-4567")]
    [InlineData("070-1234-5678")]
    [InlineData("+82-10-1234-5678")]
    [InlineData("+82 10 1234 5678")]
    [InlineData("+821012345678")]
    [InlineData("+82 (0)10-1234-5678")]
    [InlineData("+82 2 123 4567")]
    [InlineData("415-555-0132")]
    [InlineData("(415) 555-0132")]
    [InlineData("(415)555-0132")]
    [InlineData("415.555.0132")]
    [InlineData("1-415-555-0132")]
    [InlineData("+1 415 555 0132")]
    [InlineData("+44 20 7946 0123")]
    [InlineData("At 2025-11-18 call 010-1234-5678")]
    public void Phone_InText_IsFound(string text) => Assert.Equal("a phone number", PersonalData.FormIn(text));

    [Theory]
    [InlineData("900101-1234567")]
    [InlineData("주민번호 050315-4123456.")]
    public void ResidentNumber_InText_IsFound(string text) => Assert.Equal("a resident registration number", PersonalData.FormIn(text));

    [Theory]
    [InlineData("")]
    [InlineData("33,673,817 accounts")]
    [InlineData("33673817 accounts, 4536 at first")]
    [InlineData("2025-11-18 22:52")]
    [InlineData("2025-11-18T13:52:00.000000Z")]
    [InlineData("2025-11-18T22:52:00+09:00")]
    [InlineData("UTC+9 2025-11-18 22:52")]
    [InlineData("from 2025-06-24 to 2025-11-08, 147 days")]
    [InlineData("2025.11.18 22:52:00 KST")]
    [InlineData("ISO 27001 and ISO/IEC 27701:2019")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("a01012345678b1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("123e4567-e89b-12d3-a456-426614174000")]
    [InlineData("123e4567-a010-1234-5678-426614174000")]
    [InlineData("192.168.10.20, 203.0.113.100:8443 and 100.200.100.200")]
    [InlineData("2001:db8::8a2e:370:7334")]
    [InlineData("INC-2025-001234, SR-2025-11-0042, wa-ag:10427")]
    [InlineData("CVE-2025-123456")]
    [InlineData("lodash@4.17.21 and log4j@2.14.1")]
    [InlineData("root@10.0.0.12")]
    [InlineData("@everyone was told, CTO @ HQ")]
    [InlineData("inc-0123456789abcdefghjkmnpqrs")]
    [InlineData("port 443, status 200, 1024 rows, 12.5%")]
    [InlineData("₩1,685,000,000,000 of vouchers")]
    [InlineData("access key AKIAIOSFODNN7EXAMPLE")]
    public void LegitimateText_IsLeftAlone(string text) => Assert.Null(PersonalData.FormIn(text));

    [Fact]
    public void Digests_AreNeverTakenForPhoneNumbers()
    {
        for (var i = 0; i < 20_000; i++)
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i)));
            Assert.True(PersonalData.FormIn($"file {digest} altered") is null, digest);
            Assert.True(PersonalData.FormIn(digest.ToUpperInvariant()) is null, digest);
        }
    }

    [Fact]
    public void Uuids_AreNeverTakenForPhoneNumbers()
    {
        for (var i = 0; i < 20_000; i++)
        {
            var uuid = new Guid(SHA256.HashData(BitConverter.GetBytes(i)).AsSpan(0, 16)).ToString();
            Assert.True(PersonalData.FormIn(uuid) is null, uuid);
        }
    }

    [Fact]
    public void LongText_IsSearchedInLinearTime()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Null(PersonalData.FormIn(new string('0', 8_000)));
        Assert.Null(PersonalData.FormIn(string.Concat(Enumerable.Repeat("a.", 4_000))));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
    }
}
