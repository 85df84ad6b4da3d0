using IncidentGrains.Grains.Incidents;

namespace IncidentGrains.Tests.Incidents;

/// <summary>Ids derive from who opens with which command, so a retry opens the same incident.</summary>
public sealed class IncidentIdTests
{
    [Theory]
    [InlineData("https://idp.example|rana", "3f0e3a3a-5d3e-4f59-9a0e-000000000001", "inc-spdxbd3rtewkwd00dhae1c60nn")]
    [InlineData("", "", "inc-bqrbrzq46h0zhtw7see9gawamd")]
    public void Derive_OfFixedInput_NeverChanges(string person, string commandId, string id) => Assert.Equal(id, IncidentId.Derive(person, commandId));

    [Fact]
    public void Derive_OfManyInputs_NeitherCollidesNorLosesItsForm()
    {
        var seen = new HashSet<string>(100_000, StringComparer.Ordinal);
        for (var i = 0; i < 100_000; i++)
        {
            var id = IncidentId.Derive($"idp|person-{i % 10}", $"command-{i}");
            Assert.True(IncidentId.IsWellFormed(id), id);
            Assert.True(seen.Add(id), id);
        }
    }

    [Fact]
    public void Derive_OfTextsCutDifferently_Differs() => Assert.NotEqual(IncidentId.Derive("idp|a", "b-c"), IncidentId.Derive("idp|a-b", "c"));

    [Theory]
    [InlineData("inc-0123456789abcdefghjkmnpqrs", true)]
    [InlineData("inc-0123456789abcdefghjkmnpqr", false)]
    [InlineData("inc-0123456789abcdefghjkmnpqrst", false)]
    [InlineData("inc-0123456789abcdefghjkmnpqrS", false)]
    [InlineData("inc-i123456789abcdefghjkmnpqrs", false)]
    [InlineData("inc-l123456789abcdefghjkmnpqrs", false)]
    [InlineData("inc-o123456789abcdefghjkmnpqrs", false)]
    [InlineData("inc-u123456789abcdefghjkmnpqrs", false)]
    [InlineData("tsk-0123456789abcdefghjkmnpqrs", false)]
    [InlineData(" inc-0123456789abcdefghjkmnpqrs", false)]
    [InlineData("inc-0123456789abcdefghjkmnpqrs\n", false)]
    [InlineData("sys-access", false)]
    [InlineData("", false)]
    public void Form_OfAnId_IsPrefixAndTwentySixOfBase32(string text, bool wellFormed) => Assert.Equal(wellFormed, IncidentId.IsWellFormed(text));
}
