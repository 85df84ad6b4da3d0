using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Tests.Incidents;
using Rules = IncidentGrains.Grains.Cohorts.Registry;

namespace IncidentGrains.Tests.Cohorts;

/// <summary>Who may look persons up, and who may have one's data destroyed or replaced.</summary>
public sealed class PersonRuleTests
{
    [Fact]
    public void OpenLookup_Decision_EndsByItself()
    {
        var spec = RegistrySpec.In(ImportState.Sealed);
        var decision = spec.When(m => new OpenLookup(m, "Calls to the hotline", TimeSpan.FromHours(12), 100))
            .Then(new LookupOpened(RegistrySpec.Made(CohortIds.Lookup), "Calls to the hotline", IncidentSpec.Now.AddHours(12), 100));
        Assert.Equal([RegistrySpec.NotMerged], decision.Guards);
        Assert.Equal(People.Paula.Person, spec.And(People.Paula, decision.Events).State.Lookups[0].OpenedBy);
    }

    [Fact]
    public void OpenLookup_WithoutReasonOrForTooLong_IsRefused()
    {
        var spec = RegistrySpec.In(ImportState.Sealed);
        spec.When(m => new OpenLookup(m, "", TimeSpan.FromHours(12).Add(TimeSpan.FromTicks(1)), -1)).ThenInvalid("reason", "lifetime", "max_keys");
        spec.When(m => new OpenLookup(m, "for 010-1234-5678", TimeSpan.Zero, 0)).ThenInvalid("reason", "lifetime");
    }

    [Theory]
    [InlineData(10, "")]
    [InlineData(11, "lookup.exhausted")]
    public void Use_IsForAsManyPersonsAsItWasOpenedFor(long keys, string reason) => Assert.Equal(reason, Use(LookupState.Open, People.Paula, keys));

    [Fact]
    public void Use_CountsWhatWasAskedBefore()
    {
        var spec = RegistrySpec.In(LookupState.Open).And(Actor.System, new LookupsMade(RegistrySpec.Session, 1, 7, "c0ffee"));
        Assert.Equal((7L, 1L), (spec.State.Lookups[0].Asked, spec.State.Lookups[0].Batches));
        Assert.Equal(7L, Rules.Use(spec.State, People.Paula, RegistrySpec.Session, 3, IncidentSpec.Now).Asked);
        Assert.Equal("lookup.exhausted", Assert.Throws<CaseException>(() => Rules.Use(spec.State, People.Paula, RegistrySpec.Session, 4, IncidentSpec.Now)).Reason);
        spec.When(m => new RecordLookups(m, RegistrySpec.Session, 2, "beef"), Actor.System).Then(new LookupsMade(RegistrySpec.Session, 2, 2, "beef"));
    }

    [Theory]
    [InlineData(LookupState.Expired, "lookup.expired")]
    [InlineData(LookupState.Closed, "lookup.closed")]
    public void Use_AfterItsEnd_IsRefused(LookupState state, string reason) => Assert.Equal(reason, Use(state, People.Paula, 1));

    [Fact]
    public void Session_IsItsOpenersAlone()
    {
        Assert.Equal("lookup.of_another", Use(LookupState.Open, People.Cho, 1));
        RegistrySpec.In(LookupState.Open).When(m => new CloseLookup(m, RegistrySpec.Session), by: People.Cho).ThenRefused("lookup.of_another");
    }

    [Fact]
    public void Sessions_LongEnded_AreForgottenWhenAnotherIsOpened()
    {
        var spec = RegistrySpec.In(ImportState.Sealed)
            .And(People.Paula, new LookupOpened("lks-1", "Calls", IncidentSpec.T0.AddMinutes(-53), 0), new LookupOpened("lks-2", "Calls", IncidentSpec.T0.AddMinutes(-52), 0))
            .And(People.Paula, new LookupOpened("lks-3", "Calls", IncidentSpec.T0.AddHours(2), 0));

        // The last one is opened at T0 + 7 min: what ended more than an hour before is gone.
        Assert.Equal(["lks-2", "lks-3"], spec.State.Lookups.Select(l => l.SessionId));
        Assert.Equal(4_496L, spec.State.Persons);
    }

    [Fact]
    public void ApproveErasure_Decision_RequiresThatNoHoldIsPlaced()
    {
        GuardChange[] holds = [new(IncidentSpec.Id, IncidentGuards.HoldDefault, RequireZero: true), new(IncidentSpec.Id, IncidentGuards.HoldRegistry, RequireZero: true)];
        Assert.Equal(holds, RegistrySpec.In(ChangeState.Requested).When(m => new ApproveChange(m, RegistrySpec.Change)).Then(new ChangeApproved(RegistrySpec.Change)).Guards);
        Assert.Empty(RegistrySpec.In(ChangeState.Requested, ChangeKind.Correction).When(m => new ApproveChange(m, RegistrySpec.Change)).Then(new ChangeApproved(RegistrySpec.Change)).Guards);
    }

    [Fact]
    public void Change_IsDecidedByASecondPerson()
    {
        foreach (var command in (Func<CommandMeta, RegistryCommand>[])[m => new ApproveChange(m, RegistrySpec.Change), m => new DeclineChange(m, RegistrySpec.Change, "It must be kept")])
        {
            RegistrySpec.In(ChangeState.Requested).When(command, by: People.Rana).ThenRefused("change.second_person");
            RegistrySpec.In(ChangeState.Requested).When(command, by: People.Siem).ThenRefused("change.second_person");
            Assert.Equal("", RegistrySpec.In(ChangeState.Requested).When(command, by: People.Cho).Reason);
        }
    }

    [Fact]
    public void RequestChange_OfAnotherKindOrPerson_IsAnotherChange()
    {
        var spec = RegistrySpec.In(ChangeState.Requested);
        spec.When(m => new RequestChange(m, ChangeKind.Erasure, "c0ffee", "again")).ThenRefused("change.pending");
        Assert.Equal("", spec.When(m => new RequestChange(m, ChangeKind.Erasure, "beef", "another")).Reason);
        var decision = spec.When(m => new RequestChange(m, ChangeKind.Correction, "c0ffee", "A wrong address")).Then(
            new ChangeRequested(RegistrySpec.Made(CohortIds.Change), ChangeKind.Correction, "c0ffee", "A wrong address"));
        Assert.Equal([RegistrySpec.NotMerged], decision.Guards);
    }

    [Fact]
    public void ExecutedChange_PutsTheRewrittenSegmentsInPlace()
    {
        var after = new string('6', 64);
        var spec = RegistrySpec.In(ChangeState.Approved);
        var decision = spec.When(m => new CompleteChange(m, RegistrySpec.Change, [new SegmentReplaced(RegistrySpec.Segment, after)], 1, 2, 4_495, DataVersion: 5), Actor.System).Decision;
        var state = spec.And(Actor.System, decision.Events).State;

        Assert.Equal([after], state.Live.Select(l => l.Import.Result!.Segment));
        Assert.Equal((4_495L, state.Version), (state.Persons, state.DataVersion));
        var change = Assert.Single(state.Changes);
        Assert.Equal((ChangeState.Executed, 1L, 2L, People.Paula.Person), (change.State, change.ChunksRewritten, change.KeysDestroyed, change.DecidedBy));
    }

    [Fact]
    public void Changes_CarriedOutTogether_AreToldOnceForAll()
    {
        static CompleteChange Both(CommandMeta m, RegistryState s) => new(m, RegistrySpec.Change, [], 3, 4, 4_494, s.DataVersion, ["chg-2"]);
        var asked = Asked();
        asked.When(m => Both(m, asked.State), Actor.System).ThenRefused("change.state");

        var decided = Asked().And(People.Paula, new ChangeApproved("chg-2"));
        var decision = decided.When(m => Both(m, decided.State), Actor.System).Decision;
        Assert.Equal([new ChangeExecuted(RegistrySpec.Change, [], 3, 4, 4_494), new ChangeExecuted("chg-2", [], 0, 0, 4_494)], decision.Events);
        var done = decided.And(Actor.System, decision.Events);
        Assert.All(done.State.Changes, c => Assert.Equal(ChangeState.Executed, c.State));
        Assert.Empty(done.When(m => Both(m, done.State), Actor.System).Decision.Events);

        // One of them was carried out meanwhile: what was rewritten rests on what no longer stands.
        var half = Asked().And(People.Paula, new ChangeApproved("chg-2")).And(Actor.System, new ChangeExecuted("chg-2", [], 1, 1, 4_495));
        half.When(m => Both(m, half.State), Actor.System).ThenRefused("registry.changed");
    }

    private static RegistrySpec Asked() =>
        RegistrySpec.In(ChangeState.Approved).And(People.Rana, new ChangeRequested("chg-2", ChangeKind.Erasure, "beef", "In writing"));

    private static string Use(LookupState state, Actor actor, long keys)
    {
        try
        {
            Rules.Use(RegistrySpec.In(state).State, actor, RegistrySpec.Session, keys, IncidentSpec.Now);
            return "";
        }
        catch (CaseException refusal)
        {
            return refusal.Reason;
        }
    }
}
