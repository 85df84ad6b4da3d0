using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Cohorts;

/// <summary>What cohorts an incident can have, by what its people are told apart, and what counts.</summary>
public sealed class CohortRuleTests
{
    private static DefineCohort New(CommandMeta m, string name = "members", params IEnumerable<string> categories) =>
        new(m, name, "Accounts in the logs", "account database", "Named in the access logs", [.. categories.DefaultIfEmpty("email")], []);

    [Fact]
    public void Define_First_OpensTheRegistryWithTheDefaultIdentifiers()
    {
        var id = RegistrySpec.Made(CohortIds.Cohort);
        var decision = RegistrySpec.Nothing().When(m => New(m)).Then(
            new RegistryOpened(IncidentSpec.Id, [IdentifierKind.MemberId, IdentifierKind.Email, IdentifierKind.Phone]), RegistrySpec.Defined(id: id));
        Assert.Equal([RegistrySpec.NotClosed, RegistrySpec.NotMerged], decision.Guards);
        Assert.True(CohortIds.IsCohort(id));
    }

    [Fact]
    public void Define_Identifiers_AreFixedByTheFirst()
    {
        var decision = RegistrySpec.Nothing().When(m => New(m) with { Identifiers = [IdentifierKind.Phone, IdentifierKind.Email] }).Decision;
        Assert.Equal([IdentifierKind.Phone, IdentifierKind.Email], Assert.IsType<RegistryOpened>(decision.Events[0]).Identifiers);

        var spec = RegistrySpec.Given(RegistrySpec.Defined());
        spec.When(m => New(m, "b") with { Identifiers = [IdentifierKind.Email] }).ThenRefused("registry.identifiers_fixed");
        spec.When(m => New(m, "b") with { Identifiers = [IdentifierKind.Email, IdentifierKind.MemberId, IdentifierKind.Phone] }).ThenRefused("registry.identifiers_fixed");
        Assert.Equal(["registry.cohort-defined.v1"], spec.When(m => New(m, "b") with { Identifiers = [IdentifierKind.MemberId, IdentifierKind.Email, IdentifierKind.Phone] }).Names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Members")]
    [InlineData("1st")]
    [InlineData("a_b")]
    [InlineData("a\n")]
    [InlineData("coh-0123456789abcdefghjkmnpqrs")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Define_WithABadName_IsRefused(string name) => RegistrySpec.Nothing().When(m => New(m, name)).ThenInvalid("name");

    [Fact]
    public void Define_WithBadFields_NamesEach() => RegistrySpec.Nothing().When(m => New(m) with
    {
        Title = "", SourceSystem = new string('a', 201), Determination = "ask kim@example.com", Categories = ["email", "Entry code", "email"], Identifiers = [IdentifierKind.Email, IdentifierKind.Email],
    }).ThenInvalid("title", "source_system", "determination", "categories", "categories[1]", "identifiers");

    [Fact]
    public void Define_WithATakenName_IsRefused_AlsoOfAWithdrawnOne() => RegistrySpec.Given(RegistrySpec.Defined(), new CohortWithdrawn(RegistrySpec.Members, "Another company's", 0))
        .When(m => New(m)).ThenRefused(CaseError.Exists, "cohort.name_taken");

    [Fact]
    public void Categories_KeepTheOrderOfTheirFirstAppearance_AndAreAtMost64()
    {
        var spec = RegistrySpec.Given(RegistrySpec.Defined("a", categories: ["phone", "email"]), RegistrySpec.Defined("b", "coh-b", "address", "email"));
        Assert.Equal(["phone", "email", "address"], spec.State.Categories);

        var full = RegistrySpec.Given(RegistrySpec.Defined(categories: Enumerable.Range(0, 63).Select(i => $"c{i}")));
        full.When(m => New(m, "b", "x", "y")).ThenRefused("registry.categories_full");
        Assert.Equal("", full.When(m => New(m, "b", "c0", "x")).Reason);
    }

    [Fact]
    public void Cohorts_ThatCount_AreAtMost64()
    {
        var spec = RegistrySpec.Given(Enumerable.Range(0, 64).Select(i => RegistrySpec.Defined($"c{i}", $"coh-{i}")));
        spec.When(m => New(m)).ThenRefused("registry.full");
        Assert.Equal("", spec.And(People.Cho, new CohortWithdrawn("coh-7", "Twice", 0)).When(m => New(m)).Reason);
    }

    [Fact]
    public void Withdraw_ByIdOrName_IsForGood()
    {
        foreach (var cohort in (string[])["members", RegistrySpec.Members])
        {
            var decision = RegistrySpec.In(ImportState.Sealed).When(m => new WithdrawCohort(m, cohort, "Another company's"))
                .Then(new CohortWithdrawn(RegistrySpec.Members, "Another company's", 0));
            Assert.Equal([RegistrySpec.NotClosed, RegistrySpec.NotMerged], decision.Guards);
        }

        var spec = RegistrySpec.In(ImportState.Sealed).And(People.Cho, new CohortWithdrawn(RegistrySpec.Members, "Another company's", 0));
        Assert.Empty(spec.State.Live);
        Assert.Equal((CohortState.Withdrawn, People.Cho.Person), (spec.State.Cohorts[0].State, spec.State.Cohorts[0].WithdrawnBy));
        spec.When(m => new WithdrawCohort(m, "members", "again")).ThenRefused("cohort.withdrawn");
        spec.When(m => new BeginImport(m, "members", RegistrySpec.ByHeader, [])).ThenRefused("cohort.withdrawn");
    }

    [Fact]
    public void Withdraw_WhileOthersCount_SaysHowManyRemainIfThatWasCountedOfThisData()
    {
        var spec = RegistrySpec.In(ImportState.Sealed).And(People.Cho, RegistrySpec.Defined("b", "coh-b"), RegistrySpec.Begun("coh-b", "imp-b"), new SealingBegun("imp-b", 3, RegistrySpec.Digest))
            .And(Actor.System, RegistrySpec.Sealed("coh-b", "imp-b", RegistrySpec.Result with { Persons = 9_000 }));
        Assert.Equal((9_000L, 9L), (spec.State.Persons, spec.State.DataVersion));

        spec.When(m => new WithdrawCohort(m, "b", "Twice")).Then(new CohortWithdrawn("coh-b", "Twice"));
        spec.When(m => new WithdrawCohort(m, "b", "Twice") { Remaining = new PersonCount(8, 4_496) }).Then(new CohortWithdrawn("coh-b", "Twice"));
        spec.When(m => new WithdrawCohort(m, "b", "Twice") { Remaining = new PersonCount(9, 4_496) }).Then(new CohortWithdrawn("coh-b", "Twice", 4_496));
        spec.And(People.Cho, RegistrySpec.Defined("c", "coh-c")).When(m => new WithdrawCohort(m, "c", "Unused")).Then(new CohortWithdrawn("coh-c", "Unused", 9_000));
        Assert.Null(spec.And(People.Cho, new CohortWithdrawn("coh-b", "Twice")).State.Persons);
    }
}
