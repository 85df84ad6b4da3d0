using IncidentGrains.Contracts;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Tests.Ledger;

/// <summary>All that is wrong with a request is told at once, and never by repeating the text.</summary>
public sealed class RequestCheckTests
{
    [Fact]
    public void Throw_WithoutViolation_DoesNothing() =>
        new RequestCheck().Required("a", "text", 4).Optional("b", "", 1).That(true, "c", "is wrong.").Throw();

    [Fact]
    public void Throw_WithViolations_NamesAllInOrder()
    {
        var refusal = Assert.Throws<CaseException>(() => new RequestCheck()
            .Required("a", "", 4).Required("b", "12345", 4).Optional("c", "\0", 4).That(false, "d", "is wrong.").Throw());
        Assert.Equal(CaseError.Invalid, refusal.Error);
        Assert.Equal(
            [
                ("a", "is empty; send a text."),
                ("b", "is 5 characters long; send at most 4."),
                ("c", "holds control characters or broken Unicode; send plain text."),
                ("d", "is wrong."),
            ],
            refusal.Violations.Select(v => (v.Field, v.Description)));
        Assert.Contains("b: is 5 characters long", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Violation_OfATextWithPersonalData_NamesItsFormOnly()
    {
        var refusal = Assert.Throws<CaseException>(() => new RequestCheck().Optional("note", "call 010-1234-5678", 100).Throw());
        Assert.Contains("a phone number", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_TooLong_IsNotSearchedFurther() => Assert.Single(
        Assert.Throws<CaseException>(() => new RequestCheck().Optional("note", "call 010-1234-5678\0", 5).Throw()).Violations);
}
