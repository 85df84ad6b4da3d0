using CsCheck;
using IncidentGrains.Proof;

namespace IncidentGrains.Tests.Proof;

/// <summary>Instants are whole microseconds, cut off towards the past, and survive every way through text and number.</summary>
public sealed class InstantsTests
{
    private static readonly Gen<long> AnyMicros = Gen.Long[Instants.ToMicros(DateTimeOffset.MinValue), Instants.ToMicros(DateTimeOffset.MaxValue)];

    [Fact]
    public void Micros_ThroughInstant_AreTheSame() => AnyMicros.Sample(m => Instants.ToMicros(Instants.FromMicros(m)) == m, iter: 20_000);

    [Fact]
    public void Micros_ThroughText_AreTheSame() => AnyMicros.Sample(m => Instants.TryParse(Instants.ToText(m), out var back) && back == m, iter: 20_000);

    [Fact]
    public void Texts_AreOrderedAsTheirInstants() => Gen.Select(AnyMicros, AnyMicros)
        .Sample((a, b) => Math.Sign(string.CompareOrdinal(Instants.ToText(a), Instants.ToText(b))) == Math.Sign(a.CompareTo(b)), iter: 20_000);

    [Fact]
    public void Instant_ThroughMicros_LosesLessThanAMicrosecondTowardsThePast() =>
        Gen.Long[DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks].Sample(
            ticks =>
            {
                var lost = ticks - Instants.FromMicros(Instants.ToMicros(new DateTimeOffset(ticks, TimeSpan.Zero))).UtcTicks;
                return lost is >= 0 and < TimeSpan.TicksPerMicrosecond;
            },
            iter: 20_000);

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000000Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999999Z")]
    [InlineData(1_763_473_920_000_001, "2025-11-18T13:52:00.000001Z")]
    public void Text_OfMicros_IsIso8601InUtc(long micros, string text)
    {
        Assert.Equal(text, Instants.ToText(micros));
        Assert.True(Instants.TryParse(text, out var back));
        Assert.Equal(micros, back);
    }

    [Fact]
    public void Micros_IgnoreTheOffset() => Assert.Equal(
        Instants.ToMicros(new DateTimeOffset(2025, 11, 18, 13, 52, 0, TimeSpan.Zero)),
        Instants.ToMicros(new DateTimeOffset(2025, 11, 18, 22, 52, 0, TimeSpan.FromHours(9))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2025-11-18T13:52:00Z")]
    [InlineData("2025-11-18T13:52:00.000000")]
    [InlineData("2025-11-18T13:52:00.000000+00:00")]
    [InlineData("2025-11-18T13:52:00.0000000Z")]
    [InlineData(" 2025-11-18T13:52:00.000000Z")]
    [InlineData("2025-11-18T13:52:00.000000Z ")]
    [InlineData("2025-11-18 13:52:00.000000Z")]
    [InlineData("2025-02-30T00:00:00.000000Z")]
    [InlineData("2025-11-18T24:00:00.000000Z")]
    [InlineData("2025-11-18T23:59:60.000000Z")]
    public void Text_OfAnyOtherForm_IsNotRead(string? text) => Assert.False(Instants.TryParse(text, out _));

    [Fact]
    public void FromMicros_OutsideTheCalendar_Throws()
    {
        Assert.ThrowsAny<ArithmeticException>(() => Instants.FromMicros(long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Instants.FromMicros(long.MaxValue / 10));
    }

    [Fact]
    public void Micros_OfASpan_AreCutOff() => Assert.Equal(1_500_000, Instants.Micros(TimeSpan.FromSeconds(1.5) + TimeSpan.FromTicks(9)));
}
