using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Incidents;

namespace IncidentGrains.Tests.Incidents;

/// <summary>To whoever is no member, a restricted incident does not exist.</summary>
public sealed class VisibilityTests
{
    private static IncidentSpec Restricted(Stage stage = Stage.Triaged) =>
        History.UpTo(stage).And(new IncidentRestricted([People.Paula.Person], "Insider suspected"));

    public static TheoryData<string> Names() => [.. Commands.OnExisting.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Command_OfNonMember_IsNotFound(string command)
    {
        var refusal = Restricted().When(Commands.OnExisting[command], by: People.Cho).ThenRefused(CaseError.NotFound, "case.not_found");
        Assert.Empty(refusal.Metadata);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Command_OfNonMemberOnMerged_DoesNotTellOfTheMerge(string command)
    {
        var spec = History.UpTo(Stage.Triaged).And(new IncidentRestricted([], "Insider"), new IncidentMerged(IncidentSpec.Other, "The same"));
        spec.When(Commands.OnExisting[command], by: People.Cho).ThenRefused(CaseError.NotFound, "case.not_found");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Command_OfNonMemberWithAnyVersion_IsNotFoundRatherThanStale(string command) =>
        Restricted().When(Commands.OnExisting[command], by: People.Cho, expectedVersion: 999).ThenRefused(CaseError.NotFound, "case.not_found");

    [Fact]
    public void Command_OnUnknownIncidentWithVersion_IsNotFoundRatherThanStale() =>
        IncidentSpec.Given().When(Commands.OnExisting["RecordFact"], expectedVersion: 3).ThenRefused(CaseError.NotFound, "case.not_found");

    [Theory]
    [InlineData(0, "")]
    [InlineData(6, "")]
    [InlineData(5, "version.stale")]
    [InlineData(7, "version.stale")]
    public void Command_WithExpectedVersion_HoldsItAgainstTheCurrentOne(long expected, string reason)
    {
        var outcome = History.UpTo(Stage.Open).When(Commands.OnExisting["AddTimelineEntry"], expectedVersion: expected);
        Assert.Equal(reason, outcome.Reason);
        if (reason.Length > 0)
        {
            Assert.Equal("6", outcome.ThenRefused(CaseError.Stale, reason).Metadata["current_version"]);
        }
    }

    [Fact]
    public void Command_StaleAndOutOfOrder_IsStale() =>
        History.UpTo(Stage.Open).When(Commands.OnExisting["ReopenIncident"], expectedVersion: 2).ThenRefused(CaseError.Stale, "version.stale");

    [Fact]
    public void Member_OfRestricted_MayAct() => Restricted().When(Commands.OnExisting["AddTimelineEntry"], by: People.Paula)
        .Then(new TimelineEntryAdded("tle-9", IncidentSpec.T0, "The hotline opened"));

    [Fact]
    public void RoleHolder_OfRestricted_MayAct() => Assert.Equal(
        ["incident.timeline-entry-added.v1"],
        Restricted().When(Commands.OnExisting["AddTimelineEntry"], by: new Actor(History.Deputy, Roles.Responder)).Names);

    [Fact]
    public void System_OfRestricted_MayAbsorb() =>
        Restricted().When(Commands.OnExisting["AbsorbIncident"], by: Actor.System).Then(new IncidentAbsorbed(IncidentSpec.Third));

    [Fact]
    public void Sight_IsOfMembersRoleHoldersAndSystemAlone()
    {
        var state = Restricted().State;
        Assert.True(Incident.IsVisibleTo(state, People.Paula));
        Assert.True(Incident.IsVisibleTo(state, new Actor(History.Deputy, Roles.None)));
        Assert.True(Incident.IsVisibleTo(state, Actor.System));
        Assert.False(Incident.IsVisibleTo(state, People.Rana));
        Assert.False(Incident.IsVisibleTo(state, People.Adam));
        Assert.False(Incident.IsVisibleTo(state, new Actor(Actor.System.Person, Roles.Responder)));
    }

    [Fact]
    public void RoleHolder_AfterUnassignment_LosesSight()
    {
        var state = Restricted().And(new RoleUnassigned(IncidentRole.Deputy, History.Deputy)).State;
        Assert.False(Incident.IsVisibleTo(state, new Actor(History.Deputy, Roles.Responder)));
    }

    [Fact]
    public void Unrestricted_IsVisibleToAll()
    {
        var state = Restricted().And(new RestrictionLifted("Public now")).State;
        Assert.True(Incident.IsVisibleTo(state, People.Rana));
        Assert.Empty(state.Members);
    }

    [Fact]
    public void Restrict_ByMember_KeepsTheMember() => Restricted()
        .When(m => new RestrictIncident(m, [People.Cho.Person, People.Cho.Person], "The commander joins"), by: People.Paula)
        .Then(new IncidentRestricted([People.Cho.Person, People.Paula.Person], "The commander joins"));

    [Fact]
    public void Restrict_ByAdminWithoutSight_LetsOthersInButNotTheAdmin()
    {
        var spec = Restricted();
        var decision = spec.When(m => new RestrictIncident(m, [People.Cho.Person], "The last member left"), by: People.Adam)
            .Then(new IncidentRestricted([People.Cho.Person], "The last member left"));
        spec.And(People.Adam, decision.Events);
        Assert.False(Incident.IsVisibleTo(spec.State, People.Adam));
        Assert.True(Incident.IsVisibleTo(spec.State, People.Cho));
    }

    [Fact]
    public void Restrict_ByAdminOfUnknownIncident_IsNotFound() =>
        IncidentSpec.Given().When(Commands.OnExisting["RestrictIncident"], by: People.Adam).ThenRefused(CaseError.NotFound, "case.not_found");

    [Theory]
    [MemberData(nameof(Names))]
    public void Admin_WithoutSight_MayRestrictAndNothingElse(string command) => Assert.Equal(
        command == "RestrictIncident" ? "" : "case.not_found", Restricted().When(Commands.OnExisting[command], by: People.Adam).Reason);

    [Fact]
    public void Answer_ToAdminWithoutSight_HoldsMembersAndVersionOnly()
    {
        var state = Restricted().State;
        var shown = Incident.ShownTo(state, People.Adam);
        Assert.Equal((state.IncidentId, state.Version, true), (shown.IncidentId, shown.Version, shown.Restricted));
        Assert.Equal(state.Members, shown.Members);
        Assert.Equal("", shown.Title);
        Assert.Empty(shown.Facts);
        Assert.Empty(shown.Roles);
        Assert.Empty(shown.Redactions);
    }

    [Fact]
    public void Answer_ToMember_IsWhole()
    {
        var state = Restricted().State;
        Assert.Same(state, Incident.ShownTo(state, People.Paula));
    }
}
