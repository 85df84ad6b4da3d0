using System.Collections.Immutable;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Cohorts;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Cohorts;

/// <summary>From the first chunk to the one append that lets an import's people count.</summary>
public sealed class ImportRuleTests
{
    private static readonly ImmutableSortedDictionary<string, string> NoConstants = ImmutableSortedDictionary<string, string>.Empty;

    [Fact]
    public void Begin_Decision_RecordsMappingAndFiles()
    {
        var mapping = RegistrySpec.Mapping(("member_id", "회원번호"), ("email", "E-Mail")) with { Extra = ["tier"], Constants = NoConstants.Add("country", "KR") };
        var file = new ImportFile("members-1.csv.gz", 5_000_000_000, new string('a', 64));
        const string Text = """{"columns":{"email":"E-Mail","member_id":"회원번호"},"constants":{"country":"KR"},"extra":["tier"],"default_region":"KR"}""";
        var decision = RegistrySpec.Given(RegistrySpec.Defined()).When(m => new BeginImport(m, "members", mapping, [file]))
            .Then(new ImportBegun(RegistrySpec.Members, RegistrySpec.Made(CohortIds.Import), Text, MappingText.Digest(Text), [file]));
        Assert.Equal([RegistrySpec.NotClosed, RegistrySpec.NotMerged], decision.Guards);
        Assert.Equal(MappingText.Write(mapping), MappingText.Write(MappingText.Read(Text)));
    }

    [Fact]
    public void Begin_IntoSeveralCohortsAtOnce_IsPossible()
    {
        var spec = RegistrySpec.In(ImportState.Open).And(People.Cho, RegistrySpec.Defined("b", "coh-b"));
        Assert.Equal(["registry.import-begun.v1"], spec.When(m => new BeginImport(m, "b", RegistrySpec.ByHeader, [])).Names);
        var refusal = spec.When(m => new BeginImport(m, "members", RegistrySpec.ByHeader, [])).ThenRefused("import.under_way");
        Assert.Equal(RegistrySpec.Import, refusal.Metadata["import_id"]);
    }

    [Theory]
    [InlineData("mapping.columns", "colour", "Colour", "", "")]
    [InlineData("mapping.columns", "email", " E-Mail", "", "")]
    [InlineData("mapping.columns", "email", "kim@example.com", "", "")]
    [InlineData("mapping.country", "email", "E-Mail", "country", "KOR")]
    [InlineData("mapping.locale", "email", "E-Mail", "locale", "한국어")]
    [InlineData("mapping.subdivision", "email", "E-Mail", "subdivision", "California, USA")]
    [InlineData("mapping.categories", "email", "E-Mail", "categories", "email|phone")]
    [InlineData("mapping.name", "email", "E-Mail", "name", "Kim")]
    public void Begin_WithAMappingThatCannotWork_IsRefused(string field, string column, string header, string constant, string value)
    {
        var mapping = RegistrySpec.Mapping((column, header)) with { Constants = constant.Length == 0 ? NoConstants : NoConstants.Add(constant, value) };
        RegistrySpec.Given(RegistrySpec.Defined()).When(m => new BeginImport(m, "members", mapping, [])).ThenInvalid(field);
    }

    [Fact]
    public void Begin_ThatReadsAColumnTwice_OrTooMany_IsRefused()
    {
        var spec = RegistrySpec.Given(RegistrySpec.Defined());
        spec.When(m => new BeginImport(m, "members", RegistrySpec.Mapping(("email", "A")) with { Extra = ["A"] }, [])).ThenInvalid("mapping");
        spec.When(m => new BeginImport(m, "members", RegistrySpec.ByHeader with { Extra = [.. Enumerable.Range(0, 33).Select(i => $"x{i}")] }, [])).ThenInvalid("mapping.extra");
        spec.When(m => new BeginImport(m, "members", RegistrySpec.ByHeader with { DefaultRegion = "" }, [])).ThenInvalid("mapping.default_region");
    }

    [Fact]
    public void Begin_WithBadFiles_NamesThem() => RegistrySpec.Given(RegistrySpec.Defined())
        .When(m => new BeginImport(m, "members", RegistrySpec.ByHeader, [new ImportFile("010-1234-5678.csv", 1, ""), new ImportFile("b.csv", -1, new string('a', 129))]))
        .ThenInvalid("files[0].name", "files[1].size", "files[1].digest");

    [Fact]
    public void Seal_Decision_KeepsTheIncidentFromBeingMerged()
    {
        var decision = RegistrySpec.In(ImportState.Open).When(m => new BeginSealing(m, RegistrySpec.Import, 3, RegistrySpec.Digest)).Then(new SealingBegun(RegistrySpec.Import, 3, RegistrySpec.Digest));
        Assert.Equal([RegistrySpec.NotClosed, RegistrySpec.NotMerged, new GuardChange(IncidentSpec.Id, IncidentGuards.CohortsSealed, Delta: 1)], decision.Guards);
        var failed = RegistrySpec.In(ImportState.Sealing).When(m => new FailSealing(m, RegistrySpec.Import, "A chunk is gone"), Actor.System).Decision;
        Assert.Equal([new GuardChange(IncidentSpec.Id, IncidentGuards.CohortsSealed, Delta: -1)], failed.Guards);
    }

    [Theory]
    [InlineData(0, true, "chunks")]
    [InlineData(1, false, "digest")]
    public void Seal_WithoutChunksOrDigest_IsRefused(long chunks, bool digest, string field) =>
        RegistrySpec.In(ImportState.Open).When(m => new BeginSealing(m, RegistrySpec.Import, chunks, digest ? RegistrySpec.Digest : "abc")).ThenInvalid(field);

    [Fact]
    public void Complete_LetsThePeopleCount()
    {
        var spec = RegistrySpec.In(ImportState.Sealing);
        var decision = spec.When(m => new CompleteSealing(m, RegistrySpec.Import, RegistrySpec.Result, DataVersion: 0), Actor.System).Then(RegistrySpec.Sealed());
        Assert.True(decision.Milestone);
        Assert.Empty(decision.Guards);

        var state = spec.And(Actor.System, decision.Events).State;
        Assert.Equal((CohortState.Sealed, 4_496L, 4_536L, 12L), (state.Cohorts[0].State, state.Cohorts[0].Members, state.Cohorts[0].Rows, state.Cohorts[0].Rejected));
        Assert.Equal((4_496L, state.Version), (state.Persons, state.DataVersion));
        Assert.Equal([RegistrySpec.Segment], state.Live.Select(l => l.Import.Result!.Segment));
    }

    [Fact]
    public void Complete_WithWhatDoesNotAddUp_IsADefect()
    {
        foreach (var wrong in (ImportResult[])
            [RegistrySpec.Result with { Chunks = 2 }, RegistrySpec.Result with { Segment = "ab" }, RegistrySpec.Result with { Persons = 4_495 }, RegistrySpec.Result with { Rows = -1 }, RegistrySpec.Result with { Added = 4_497 }])
        {
            Assert.Throws<InvalidOperationException>(() => RegistrySpec.In(ImportState.Sealing).When(m => new CompleteSealing(m, RegistrySpec.Import, wrong, DataVersion: 0), Actor.System));
        }

        RegistrySpec.In(ImportState.Sealed).When(m => new CompleteSealing(m, RegistrySpec.Import, RegistrySpec.Result with { Segment = new string('6', 64) }, DataVersion: 5), Actor.System).ThenRefused("import.state");
    }

    [Fact]
    public void Complete_OfACountThatRestsOnAnotherRegistry_IsRefused() => RegistrySpec.In(ImportState.Sealing)
        .When(m => new CompleteSealing(m, RegistrySpec.Import, RegistrySpec.Result, DataVersion: 3), Actor.System).ThenRefused("registry.changed");

    [Fact]
    public void Amendment_AddsASegmentOfTheSameCohort()
    {
        var spec = RegistrySpec.In(ImportState.Sealed).And(People.Rana, RegistrySpec.Begun(import: "imp-b"), new SealingBegun("imp-b", 1, RegistrySpec.Digest))
            .And(Actor.System, RegistrySpec.Sealed(import: "imp-b", result: new ImportResult(new string('6', 64), 1, 100, 0, 0, 4_590, 94, 4_590, RegistrySpec.Counts())));
        var cohort = Assert.Single(spec.State.Cohorts);
        Assert.Equal((4_590L, 4_636L, 2), (cohort.Members, cohort.Rows, spec.State.Live.Count()));
        Assert.Null(cohort.Importing);
    }

    [Fact]
    public void Cancel_NeedsAReason() => RegistrySpec.In(ImportState.Open).When(m => new CancelImport(m, RegistrySpec.Import, " ")).ThenInvalid("reason");
}
