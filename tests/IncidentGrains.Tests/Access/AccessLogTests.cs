using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Access;

namespace IncidentGrains.Tests.Access;

/// <summary>What the embedded issuer grants.</summary>
public sealed class AccessLogTests
{
    private static readonly CommandMeta Meta = new("cmd-1", new Actor("idp|adam", Roles.Admin), 0);

    [Fact]
    public void Mint_Valid_RecordsWhatIsGrantedAndNotTheToken() => Assert.Equal(
        [new TokenMinted("rana", Roles.Responder, TimeSpan.FromHours(8), "jti-1")],
        AccessLog.Decide(new MintToken(Meta, "rana", Roles.Responder, TimeSpan.FromHours(8), "jti-1")).Events);

    [Theory]
    [InlineData("", Roles.Auditor, 1, "subject")]
    [InlineData("ra na", Roles.Auditor, 1, "subject")]
    [InlineData("idp|rana", Roles.Auditor, 1, "subject")]
    [InlineData("rana\n", Roles.Auditor, 1, "subject")]
    [InlineData("라나", Roles.Auditor, 1, "subject")]
    [InlineData("rana", Roles.None, 1, "roles")]
    [InlineData("rana", Roles.Auditor, 0, "lifetime")]
    [InlineData("rana", Roles.Auditor, -1, "lifetime")]
    [InlineData("rana", Roles.Auditor, (366 * 24) + 1, "lifetime")]
    public void Mint_Invalid_NamesTheField(string subject, Roles roles, int hours, string field)
    {
        var refusal = Assert.Throws<CaseException>(() => AccessLog.Decide(new MintToken(Meta, subject, roles, TimeSpan.FromHours(hours), "jti-1")));
        Assert.Equal(field, Assert.Single(refusal.Violations).Field);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void Mint_Subject_IsAtMostAHundredCharacters(int length, bool refused)
    {
        var command = new MintToken(Meta, new string('x', length), Roles.Auditor, AccessLog.MaxLifetime, "jti-1");
        Assert.Equal(refused, Record.Exception(() => AccessLog.Decide(command)) is CaseException);
    }
}
